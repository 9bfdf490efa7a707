package dev.skep.server.http.internal;

/**
 * What one client address may do; see {@link HttpBindingConfiguration} for each setting.
 *
 * @param maxPending how many requests at once, 0 for no limit
 * @param offers how often it may ask for offers
 * @param faults how often it may send what is refused
 * @param proxies who is believed when it names another client
 */
record AddressLimits(int maxPending, Allowance offers, Allowance faults, TrustedProxies proxies) {
  /** No limits. */
  static final AddressLimits NONE =
      new AddressLimits(0, Allowance.UNLIMITED, Allowance.UNLIMITED, TrustedProxies.NONE);

  /**
   * Takes the settings over from a configuration.
   *
   * @throws IllegalArgumentException if one is out of its range; the message names it
   */
  static AddressLimits of(HttpBindingConfiguration configuration) {
    int maxPending = configuration.address_max_pending();
    Limits.check("address.max.pending", maxPending, 0, 1 << 20);
    return new AddressLimits(
        maxPending,
        allowance(
            "address.offers",
            configuration.address_offers_per_minute(),
            configuration.address_offers_burst()),
        allowance(
            "address.faults",
            configuration.address_faults_per_minute(),
            configuration.address_faults_burst()),
        TrustedProxies.of(configuration.trusted_proxies(), configuration.forwarded_header()));
  }

  private static Allowance allowance(String of, int perMinute, int burst) {
    Limits.check(of + ".per.minute", perMinute, 0, 1_000_000);
    Limits.check(of + ".burst", burst, 1, 1_000_000);
    return new Allowance(perMinute, burst);
  }
}
