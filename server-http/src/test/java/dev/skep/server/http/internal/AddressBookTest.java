package dev.skep.server.http.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.server.http.internal.AddressBook.Place;
import dev.skep.server.http.internal.AddressBook.Purpose;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class AddressBookTest {
  private static final AddressLimits LIMITS =
      new AddressLimits(3, new Allowance(60, 5), new Allowance(30, 2), TrustedProxies.NONE);
  private static final Address HONEST = Address.parse("192.0.2.1").orElseThrow();
  private static final Address ATTACKER = Address.parse("192.0.2.2").orElseThrow();

  /** Near its end, where the real one may be too. */
  private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - TimeUnit.SECONDS.toNanos(3));

  private final AddressBook book = new AddressBook(clock::get);

  private boolean passes(Address client, Purpose purpose) {
    Optional<Place> place = book.enter(client, purpose, LIMITS);
    place.ifPresent(Place::leave);
    return place.isPresent();
  }

  private int passing(Address client, Purpose purpose, int tries) {
    int passed = 0;
    for (int i = 0; i < tries; i++) {
      passed += passes(client, purpose) ? 1 : 0;
    }
    return passed;
  }

  private void seconds(int seconds) {
    clock.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
  }

  @Test
  @DisplayName("attack 69: an address gets its burst of offers, then its rate, others theirs")
  void givesEachAddressItsBurstThenItsRate() {
    assertThat(passing(ATTACKER, Purpose.OFFER, 100)).isEqualTo(5);
    assertThat(passing(HONEST, Purpose.OFFER, 5)).isEqualTo(5);
    for (int second = 0; second < 10; second++) {
      seconds(1);
      assertThat(passing(ATTACKER, Purpose.OFFER, 100)).isEqualTo(1);
    }
    seconds(3);
    assertThat(passing(ATTACKER, Purpose.OFFER, 100)).isEqualTo(3);
    seconds(3_600);
    assertThat(passing(ATTACKER, Purpose.OFFER, 100)).isEqualTo(5);
  }

  @Test
  @DisplayName("attack 70: an address holds its number of open requests, and no more")
  void boundsTheOpenRequestsOfAnAddress() {
    List<Place> open = new ArrayList<>();
    for (int i = 0; i < LIMITS.maxPending(); i++) {
      open.add(book.enter(ATTACKER, Purpose.values()[i], LIMITS).orElseThrow());
    }
    for (Purpose purpose : Purpose.values()) {
      assertThat(passes(ATTACKER, purpose)).isFalse();
      assertThat(passes(HONEST, purpose)).isTrue();
    }
    open.get(0).leave();
    assertThat(passes(ATTACKER, Purpose.MESSAGE)).isTrue();
  }

  @Test
  @DisplayName("attack 70: after too many rejections an address is not listened to for a while")
  void shutsOutAnAddressThatIsAtFaultTooOften() {
    for (int i = 0; i < 3; i++) {
      Place place = book.enter(ATTACKER, Purpose.MESSAGE, LIMITS).orElseThrow();
      // One more than it may, since the third was let in before the others were judged.
      if (i == 2) {
        place.fault();
        place.fault();
      }
      place.fault();
      place.leave();
      if (i == 0) {
        seconds(60);
      }
    }
    assertThat(passes(ATTACKER, Purpose.MESSAGE)).isFalse();
    assertThat(passes(ATTACKER, Purpose.OFFER)).isFalse();
    assertThat(passes(ATTACKER, Purpose.PUBLICATION)).isTrue();
    assertThat(passes(HONEST, Purpose.MESSAGE)).isTrue();
    seconds(5);
    assertThat(passes(ATTACKER, Purpose.MESSAGE))
        .as("4 faults of 2, one forgiven in 2 s")
        .isFalse();
    seconds(1);
    assertThat(passes(ATTACKER, Purpose.MESSAGE)).isTrue();
  }

  @Test
  void limitsNothingWhereEachSettingIsZero() {
    for (int i = 0; i < 10_000; i++) {
      Place place = book.enter(ATTACKER, Purpose.OFFER, AddressLimits.NONE).orElseThrow();
      place.fault();
    }
  }

  @Test
  @DisplayName("attack 69: memory is bounded, however many addresses there are")
  void remembersABoundedNumberOfAddresses() {
    Place held = book.enter(HONEST, Purpose.OFFER, LIMITS).orElseThrow();
    for (int i = 0; i < AddressBook.CAPACITY + 1_000; i++) {
      String text = "2001:db8:%x:%x::1".formatted(i >> 16, i & 0xffff);
      assertThat(passes(Address.parse(text).orElseThrow().client(), Purpose.OFFER)).isTrue();
    }
    assertThat(book.size()).isEqualTo(AddressBook.CAPACITY);
    assertThat(passing(HONEST, Purpose.OFFER, 100))
        .as("still known: its request is open")
        .isEqualTo(4);
    held.leave();
  }

  @Test
  void forgetsAddressesThatAreQuietAsOthersCome() {
    for (int i = 0; i < 100; i++) {
      passes(Address.parse("198.51.100." + i).orElseThrow(), Purpose.OFFER);
    }
    seconds(2);
    assertThat(book.size()).isEqualTo(100);
    for (int i = 0; i < 100; i++) {
      passes(HONEST, Purpose.MESSAGE);
    }
    assertThat(book.size()).isEqualTo(1);
  }
}
