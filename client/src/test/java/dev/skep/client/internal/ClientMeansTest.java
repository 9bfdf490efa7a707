package dev.skep.client.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.api.client.CeremonyListener;
import dev.skep.api.client.CeremonyOutcome.Completed;
import dev.skep.protocol.catalogue.AlgorithmCatalogue;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a change of the configuration changes. */
class ClientMeansTest {
  private final ClientMeans means = ClientMeans.of(settings(Map.of("journal_directory", "one")));

  /** Another one of the same directory would not know which sessions are in hand. */
  @Test
  void journalOfADirectoryStaysTheSame() {
    ClientMeans changed =
        means.changed(settings(Map.of("journal_directory", "one", "request_timeout_seconds", 7)));
    assertThat(changed.journal()).isSameAs(means.journal());
    assertThat(changed.http()).isSameAs(means.http());
    assertThat(changed.limits().requestTimeout()).isEqualTo(Duration.ofSeconds(7));
  }

  @Test
  void anotherDirectoryHasAnotherJournal() {
    ClientMeans changed = means.changed(settings(Map.of("journal_directory", "two")));
    assertThat(changed.journal()).isNotSameAs(means.journal());
  }

  @Test
  void connectTimeOutIsThatOfTheHttpClient() {
    ClientMeans changed = means.changed(settings(Map.of("connect_timeout_seconds", 9)));
    assertThat(changed.http().connectTimeout()).contains(Duration.ofSeconds(9));
  }

  @Test
  void wrongSettingsChangeNothing() throws Exception {
    ClientSettings wrong = settings(Map.of("attempts", 11));
    assertThatThrownBy(() -> means.changed(wrong)).hasMessageContaining("attempts is 11");
    HttpSessionClient client =
        new HttpSessionClient(new AlgorithmCatalogue(), settings(Map.of("journal_directory", "")));
    client.modified(wrong);
    try (ScriptedServer server = ScriptedServer.oneRound()) {
      assertThat(client.run(server.address(), new ScriptedElement(), CeremonyListener.NONE))
          .isInstanceOf(Completed.class);
    }
  }

  private static ClientSettings settings(Map<String, Object> others) {
    return (ClientSettings)
        Proxy.newProxyInstance(
            ClientSettings.class.getClassLoader(),
            new Class<?>[] {ClientSettings.class},
            (self, method, arguments) ->
                others.getOrDefault(method.getName(), method.getDefaultValue()));
  }
}
