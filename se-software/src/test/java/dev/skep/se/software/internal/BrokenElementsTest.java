package dev.skep.se.software.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.se.SecurityElementException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** The contract can fail: each fault is found by the rule that forbids it. */
class BrokenElementsTest {
  private static final String PACKAGE = "dev.skep.se.software.internal.BrokenElements$";

  @ParameterizedTest
  @CsvSource({
    "RepeatsItself, E2_E5_makesFreshValuesEachTime",
    "TakesAnyKey, E1_Y1_Y2_Y3_refusesAServerKeyThatIsNotFit",
    "TakesReplays, R4_repeatOrGapClosesTheSession",
    "TakesAnyHandle, E8_aHandleThatIsAlteredNamesNothing",
    "KeepsSessions, P6_abortRestartAndFailureLeaveNothing",
    "SaysWhy, D3_P5_valueThatDoesNotFitIsNotToldFromABadMac",
    "ShowsThePin, G4_noSecretIsInAText",
    "ForgetsWrongTries, U2_countersAndValuesOutliveARestart",
  })
  void faultIsFoundByTheRuleThatForbidsIt(String fault, String rule) {
    TestExecutionSummary sound = run("Sound", rule);
    assertThat(sound.getTestsSucceededCount()).isPositive();
    assertThat(sound.getTotalFailureCount()).isZero();
    TestExecutionSummary broken = run(fault, rule);
    assertThat(broken.getTotalFailureCount()).isPositive();
    assertThat(broken.getFailures())
        .extracting(TestExecutionSummary.Failure::getException)
        .allSatisfy(
            found ->
                assertThat(found)
                    .isInstanceOfAny(AssertionError.class, SecurityElementException.class));
  }

  private static TestExecutionSummary run(String element, String rule) {
    SummaryGeneratingListener listener = new SummaryGeneratingListener();
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(
                DiscoverySelectors.selectMethod(
                    PACKAGE + element, rule, "dev.skep.testkit.se.Bench"))
            .build();
    LauncherFactory.create().execute(request, listener);
    return listener.getSummary();
  }
}
