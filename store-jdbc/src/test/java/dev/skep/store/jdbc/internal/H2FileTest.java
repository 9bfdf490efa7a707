package dev.skep.store.jdbc.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.api.issuer.StoreException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class H2FileTest {
  @TempDir Path folder;

  @Test
  void h2ThatWritesOverFreeRoomIsRefusedWithWhatToDo() {
    assertThatThrownBy(
            () ->
                JdbcStores.open(
                    Engine.h2(folder.resolve("skep"), ""), Nodes.options(2), new TestClock()))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("set REUSE_SPACE=FALSE in url of dev.skep.store.jdbc");
  }

  @Test
  void smallFileIsLeftAlone() throws Exception {
    Path file = folder.resolve("skep");
    JdbcStores.open(Engine.h2(file), Nodes.options(2), new TestClock()).close();
    Path whole = folder.resolve("skep.mv.db");
    byte[] before = Files.readAllBytes(whole);

    new H2File(file, Engine.h2(file), Engine.h2(file, "")).compact();

    assertThat(Files.readAllBytes(whole)).isEqualTo(before);
  }
}
