package dev.skep.se.pkcs11.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.protocol.catalogue.AlgorithmCatalogue;
import dev.skep.se.kernel.HostedSecurityElement;
import dev.skep.se.kernel.service.ElementService;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenWatchTest {
  private static final AlgorithmCatalogue CATALOGUE = AlgorithmCatalogue.fromServiceLoader();

  @TempDir static Path home;
  private static SoftHsm token;

  @TempDir Path folder;

  @BeforeAll
  static void makeToken() throws Exception {
    token = SoftHsm.token(home);
  }

  @Test
  void wrongPinIsNotTriedAgainBeforeItsFileIsWritten() throws Exception {
    Pkcs11Settings settings = Pkcs11Settings.of(token.settings("a", folder.resolve("a.skep")));
    Names names = new Names();
    try (TokenWatch watch = new TokenWatch(settings, CATALOGUE, names.service())) {
      token.pin("000000");
      FileTime written = FileTime.fromMillis(1_000_000);
      Files.setLastModifiedTime(token.pinFile(), written);
      watch.look();
      token.pin("123456");
      Files.setLastModifiedTime(token.pinFile(), written);
      watch.look();
      assertThat(names.published).isEmpty();
      token.pin("123456\r\n");
      watch.look();
      assertThat(names.published).hasSize(1);
    }
  }

  @Test
  void nameThatAnotherElementHasIsGivenToNobodyElse() throws Exception {
    Names names = new Names();
    try (TokenWatch first = watch("first.skep", names);
        TokenWatch second = watch("second.skep", names)) {
      first.look();
      second.look();
      second.look();
      assertThat(names.published).hasSize(1);
      assertThat(folder.resolve("second.skep")).as("it was not even opened").doesNotExist();
      first.close();
      assertThat(names.published).isEmpty();
      second.look();
      assertThat(names.published).hasSize(1);
    }
    assertThat(names.published).isEmpty();
  }

  /** Both find the name free before one of them has opened its token. */
  @Test
  void elementThatComesSecondIsClosedAgain() throws Exception {
    Names names = new Names();
    names.seenFree = true;
    try (TokenWatch first = watch("first.skep", names);
        TokenWatch second = watch("second.skep", names)) {
      first.look();
      second.look();
      assertThat(names.published).hasSize(1);
      Names others = new Names();
      try (TokenWatch third = watch("second.skep", others)) {
        third.look();
        assertThat(others.published).as("the second one's file is free").hasSize(1);
      }
    }
  }

  @Test
  void elementThatCouldNotBeRegisteredIsClosedAndTriedAgain() throws Exception {
    Names names = new Names();
    names.fails = true;
    try (TokenWatch watch = watch("third.skep", names)) {
      assertThatThrownBy(watch::look).isInstanceOf(IllegalStateException.class);
      names.fails = false;
      watch.look();
      assertThat(names.published).hasSize(1);
    }
  }

  private TokenWatch watch(String file, Names names) throws Exception {
    Pkcs11Settings settings = Pkcs11Settings.of(token.settings("a", folder.resolve(file)));
    return new TokenWatch(settings, CATALOGUE, names.service());
  }

  /** A registry with room for one element. */
  private static final class Names {
    private final List<HostedSecurityElement> published = new ArrayList<>();
    private boolean seenFree;
    private boolean fails;

    ElementService service() {
      return new ElementService() {
        private boolean mine;

        @Override
        public boolean isFree() {
          return seenFree || published.isEmpty();
        }

        @Override
        public boolean publish(HostedSecurityElement element) {
          if (fails) {
            throw new IllegalStateException("made to fail");
          }
          mine = published.isEmpty() && published.add(element);
          return mine;
        }

        @Override
        public void withdraw() {
          assertThat(mine).isTrue();
          published.clear();
        }
      };
    }
  }
}
