package dev.skep.server.http.internal;

import dev.skep.api.Bytes;
import dev.skep.api.issuer.IssuanceException;
import dev.skep.api.issuer.RevocationListSource;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns what the CA publishes into answers. Thread-safe. */
final class PublicationDesk {
  private static final Logger LOG = LoggerFactory.getLogger(PublicationDesk.class);
  private static final int TAG_BYTES = 16;

  private final ServiceSlot<RevocationListSource> slot;
  private final Places working;
  private final AtomicBoolean failing = new AtomicBoolean();

  /**
   * A desk before the current source.
   *
   * @param working counts the calls; shared with what else does work for peers
   */
  PublicationDesk(ServiceSlot<RevocationListSource> slot, Places working) {
    this.slot = slot;
    this.working = working;
  }

  /**
   * Answers a request; never throws.
   *
   * @param known the header {@code If-None-Match}, if there is one
   * @param maxConcurrent above so many calls at once the answer is {@link Problem#UNAVAILABLE}
   */
  Reply answer(Publication publication, @Nullable String known, int maxConcurrent) {
    if (!working.tryEnter(maxConcurrent)) {
      return Problem.UNAVAILABLE.reply();
    }
    try {
      Optional<Optional<Bytes>> content = slot.call(source -> read(publication, source));
      if (content.isEmpty()) {
        return Problem.NOT_FOUND.reply();
      }
      return content
          .get()
          .map(der -> reply(publication, der, known))
          .orElseGet(Problem.UNAVAILABLE::reply);
    } catch (RuntimeException | Error e) {
      LOG.error("The source of the revocation list failed; report it as a bug", e);
      return Problem.INTERNAL.reply();
    } finally {
      working.leave();
    }
  }

  /** What the source has; empty if it cannot say now, which is logged once, not for each peer. */
  private Optional<Bytes> read(Publication publication, RevocationListSource source) {
    try {
      Bytes der = Objects.requireNonNull(publication.read(source), "nothing published");
      failing.set(false);
      return Optional.of(der);
    } catch (IssuanceException e) {
      if (failing.compareAndSet(false, true)) {
        LOG.warn("Peers get no revocation list: {}", e.getMessage());
      }
      return Optional.empty();
    }
  }

  private static Reply reply(Publication publication, Bytes der, @Nullable String known) {
    String tag = tag(der);
    // It may be kept, and is asked for anew each time: a revocation counts at once.
    Map<String, String> headers = Map.of("Cache-Control", "no-cache", "ETag", tag);
    if (known != null && isKnown(known, tag)) {
      return new Reply(304, publication.contentType(), Bytes.EMPTY, headers, false);
    }
    return new Reply(200, publication.contentType(), der, headers, false);
  }

  /** RFC 9110 section 13.1.2; a proxy may have made the tag a weak one. */
  private static boolean isKnown(String known, String tag) {
    return Arrays.stream(known.split(",", -1))
        .map(String::strip)
        .anyMatch(one -> one.equals("*") || one.equals(tag) || one.equals("W/" + tag));
  }

  private static String tag(Bytes der) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(der.toArray());
      return "\"" + HexFormat.of().formatHex(digest, 0, TAG_BYTES) + "\"";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
