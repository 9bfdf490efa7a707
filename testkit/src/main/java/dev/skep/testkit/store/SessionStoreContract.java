package dev.skep.testkit.store;

import dev.skep.api.issuer.SessionStore;
import dev.skep.testkit.rule.Contract;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The contract of every {@link SessionStore}: its vendor extends this class, says how to get one,
 * and JUnit runs the rules. A test is named after the rule of {@code spec/skep-1.md} that it
 * checks.
 *
 * <pre>{@code
 * class AcmeSessionStoreContractTest extends SessionStoreContract {
 *   private final Database database = new Database();
 *
 *   @Override
 *   protected SessionStore newStore() {
 *     return database.emptied().connect();
 *   }
 *
 *   @Override
 *   protected SessionStore anotherNode(SessionStore store) {
 *     return database.connect();
 *   }
 *
 *   @Override
 *   protected SessionStore restart(SessionStore store) {
 *     database.stopAndStart();
 *     return database.connect();
 *   }
 * }
 * }</pre>
 *
 * <p>The store goes by the real time: what expires an hour from now is not expired, what did an
 * hour ago is. What only a store that says it is {@code shared} has to do is skipped for another.
 */
@Contract
@ExtendWith(StoreProvider.class)
public abstract class SessionStoreContract implements ClaimRules, StateRules {
  /** For subclasses. */
  protected SessionStoreContract() {}

  /**
   * A store without entries. Asked for once for each test.
   *
   * @throws Exception if there is none; the test fails
   */
  protected abstract SessionStore newStore() throws Exception;

  /**
   * One more node on the entries of a store, which stays in use. Only asked for where the store
   * says that it is shared.
   *
   * @throws Exception if it cannot be had; the test fails
   */
  protected abstract SessionStore anotherNode(SessionStore store) throws Exception;

  /**
   * Ends and begins again the program, and where there is one the database, behind a store. Only
   * asked for where the store says that it is shared.
   *
   * @param store not used any more, nor are other nodes
   * @return a store on what was durable
   * @throws Exception if it cannot be done; the test fails
   */
  protected abstract SessionStore restart(SessionStore store) throws Exception;

  /**
   * Ends the use of a test's stores. Does nothing.
   *
   * @throws Exception if it cannot be done; the test fails
   */
  protected void putAway() throws Exception {}
}
