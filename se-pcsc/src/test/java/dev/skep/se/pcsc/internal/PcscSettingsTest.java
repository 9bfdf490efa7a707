package dev.skep.se.pcsc.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.skep.api.Bytes;
import dev.skep.api.SettingsException;
import dev.skep.se.pcsc.internal.pcsc.PcscLibraries.Choice;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PcscSettingsTest {
  @Test
  void hasADefaultForEverySetting() throws Exception {
    PcscSettings settings = PcscSettings.of(Map.of());
    assertThat(settings.enabled()).isTrue();
    assertThat(settings.provider()).isEqualTo(Choice.AUTO);
    assertThat(settings.poll()).isEqualTo(Duration.ofMillis(500));
    assertThat(settings.reader().answer()).isEqualTo(Duration.ofSeconds(20));
    assertThat(settings.reader().keys()).isEqualTo(Duration.ofSeconds(180));
    assertThat(settings.reader().retries()).isEqualTo(5);
    assertThat(settings.reader().applet()).isEqualTo(Bytes.hex("f0534b455001"));
    assertThat(settings.card()).isEmpty();
  }

  @Test
  void metatypeShowsTheSameNamesAndDefaults() throws Exception {
    Map<String, String> shown =
        Arrays.stream(PcscConfiguration.class.getDeclaredMethods())
            .collect(
                Collectors.toMap(
                    method -> method.getName().replace('_', '.'), PcscSettingsTest::defaultOf));
    assertThat(shown.keySet()).isEqualTo(PcscSettings.NAMES);
    PcscSettings read = PcscSettings.of(shown);
    assertThat(read.reader()).isEqualTo(PcscSettings.of(Map.of()).reader());
    assertThat(read.poll()).isEqualTo(PcscSettings.of(Map.of()).poll());
  }

  private static String defaultOf(Method method) {
    return String.valueOf(method.getDefaultValue());
  }

  @ParameterizedTest
  @CsvSource({
    "*, true, true",
    "ACME*, true, false",
    "*00 01, false, true",
    "Other | ACME CCID 00 00, true, false",
    "ACME.*, false, false",
  })
  void choosesReadersByTheirNames(String readers, boolean first, boolean second) throws Exception {
    PcscSettings settings = PcscSettings.of(Map.of("readers", readers));
    assertThat(settings.readers().matcher("ACME CCID 00 00").matches()).isEqualTo(first);
    assertThat(settings.readers().matcher("Else (USB) 00 01").matches()).isEqualTo(second);
  }

  @ParameterizedTest
  @CsvSource({
    "enabled, perhaps, 'enabled: must be one of true, false, not perhaps'",
    "provider, usb, 'provider: must be one of auto, jna, jdk, not usb'",
    "poll.milliseconds, 99, 'poll.milliseconds: must be a number from 100 to 60000, not 99'",
    "answer.timeout.seconds, 0, 'answer.timeout.seconds: must be a number from 1 to 600, not 0'",
    "busy.retries, -1, 'busy.retries: must be a number from 0 to 100, not -1'",
    "applet.aid, F0, 'applet.aid: must be 5 to 16 bytes in hexadecimal digits'",
    "reader, x, 'reader: there is no such setting, only ['",
  })
  void saysWhatIsWrong(String name, String value, String problem) {
    assertThatExceptionOfType(SettingsException.class)
        .isThrownBy(() -> PcscSettings.of(Map.of(name, value)))
        .withMessageStartingWith(problem);
  }
}
