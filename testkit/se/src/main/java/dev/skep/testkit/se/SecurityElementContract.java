package dev.skep.testkit.se;

import dev.skep.api.se.PersonalizableSecurityElement;
import dev.skep.api.se.SecurityElement;
import dev.skep.protocol.catalogue.AlgorithmCatalogue;
import dev.skep.testkit.rule.Contract;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The contract of every security element: its vendor extends this class, says how to get an SE, and
 * JUnit runs the rules. A test is named after the rule of {@code spec/skep-1.md} that it checks;
 * what an SE MUST do is tagged {@code MUST}, what it MAY do {@code MAY}.
 *
 * <pre>{@code
 * class AcmeSecurityElementContractTest extends SecurityElementContract {
 *   private final AlgorithmCatalogue catalogue = AlgorithmCatalogue.fromServiceLoader();
 *
 *   @Override
 *   protected AlgorithmCatalogue algorithms() {
 *     return catalogue;
 *   }
 *
 *   @Override
 *   protected PersonalizableSecurityElement newElement() {
 *     return new AcmeSecurityElement(reader, freshCard());
 *   }
 *
 *   @Override
 *   protected SecurityElement restart(SecurityElement element) {
 *     reader.powerOffAndOn();
 *     return element;
 *   }
 * }
 * }</pre>
 *
 * <p>The SE is driven with what it says that it has ({@code info()}) and the catalogue has as well;
 * each rule that depends on an algorithm runs once for each of them. It must also be a {@code
 * ProvisionedSecurityElement}. Nothing is asked for beyond one session at a time, two keys in a
 * request, eight objects, and records of 2 KB beside {@code data.mac}. Where the specification
 * leaves it open whether an SE refuses at once or at the commit, both are taken.
 */
@Contract
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(BenchProvider.class)
public abstract class SecurityElementContract
    implements PersonalizationRules,
        EstablishmentRules,
        HandleRules,
        RecordRules,
        CommitRules,
        OutsideDataRules,
        KeyRules,
        PolicyRules,
        OperationRules,
        UpdateRules,
        UseRules,
        SecrecyRules {
  /** For subclasses. */
  protected SecurityElementContract() {}

  /** The algorithms of the server's end; asked for once for each test. */
  protected abstract AlgorithmCatalogue algorithms();

  /**
   * A blank SE, which is also a {@code ProvisionedSecurityElement}. The one before was put away.
   *
   * @throws Exception if there is none; the test fails
   */
  protected abstract PersonalizableSecurityElement newElement() throws Exception;

  /**
   * Switches an SE off and on again, as a card that is reset or a program that is restarted: what
   * is durable stays, sessions go.
   *
   * @param element not used any more, unless it is returned
   * @return the same SE
   * @throws Exception if it cannot be done; the test fails
   */
  protected abstract SecurityElement restart(SecurityElement element) throws Exception;

  /**
   * Ends the use of an SE, once its test is over or wants another one. Does nothing.
   *
   * @param element as it is after its last restart
   * @throws Exception if it cannot be done; the test fails
   */
  protected void putAway(SecurityElement element) throws Exception {}
}
