package dev.skep.testkit.broken;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.SettingsException;
import dev.skep.api.se.EstablishRequest;
import dev.skep.api.se.Established;
import dev.skep.api.se.ObjectName;
import dev.skep.api.se.PersonalizableSecurityElement;
import dev.skep.api.se.ProcessResult;
import dev.skep.api.se.SecurityElement;
import dev.skep.api.se.SecurityElementException;
import dev.skep.api.se.SecurityElementException.Kind;
import dev.skep.api.se.SessionHandle;
import dev.skep.api.se.UseResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Elements with one fault each, and the contract for each of them to fail. */
final class BrokenElements {
  private BrokenElements() {}

  /** The contract of an element that something is done to. */
  abstract static class Contract extends ElementContract {
    abstract DelegatingElement spoil(SecurityElement good);

    @Override
    protected PersonalizableSecurityElement newElement() throws SettingsException {
      return spoil(super.newElement());
    }

    @Override
    protected SecurityElement restart(SecurityElement element) throws Exception {
      return spoil(super.restart(element));
    }
  }

  /** The control: nothing is done to it. */
  static final class Sound extends Contract {
    @Override
    DelegatingElement spoil(SecurityElement good) {
      return new DelegatingElement(good);
    }
  }

  /** Gives what it gave before to the same request. */
  static final class RepeatsItself extends Contract {
    private final Map<EstablishRequest, Established> earlier = new HashMap<>();

    @Override
    DelegatingElement spoil(SecurityElement good) {
      return new DelegatingElement(good) {
        @Override
        public Established establish(EstablishRequest request) throws SecurityElementException {
          Established known = earlier.get(request);
          Established now = known == null ? super.establish(request) : known;
          earlier.put(request, now);
          return now;
        }
      };
    }
  }

  /** Attests to a session that is not bound to the offer. */
  static final class SignsBeforeTheOfferHash extends Contract {
    @Override
    DelegatingElement spoil(SecurityElement good) {
      return new DelegatingElement(good) {
        @Override
        public Established establish(EstablishRequest request) throws SecurityElementException {
          return super.establish(
              new EstablishRequest(
                  request.sessionId(),
                  Bytes.of(new byte[32]),
                  request.suite(),
                  request.serverPublicKey(),
                  request.request()));
        }
      };
    }
  }

  /** Encapsulates to a key that it had before where the one that comes is not fit. */
  static final class TakesAnyKey extends Contract {
    @Override
    DelegatingElement spoil(SecurityElement good) {
      return new DelegatingElement(good) {
        private Optional<EstablishRequest> last = Optional.empty();

        @Override
        public Established establish(EstablishRequest request) throws SecurityElementException {
          try {
            Established established = super.establish(request);
            last = Optional.of(request);
            return established;
          } catch (SecurityElementException e) {
            return super.establish(last.orElse(request));
          }
        }
      };
    }
  }

  /** Overlooks a record that it had before. */
  static final class TakesReplays extends Contract {
    @Override
    DelegatingElement spoil(SecurityElement good) {
      return new DelegatingElement(good) {
        private final Set<Bytes> seen = new HashSet<>();

        @Override
        public ProcessResult process(SessionHandle handle, List<Bytes> records)
            throws SecurityElementException {
          if (records.size() == 1 && !seen.add(records.get(0))) {
            return new ProcessResult.Answered(handle, List.of());
          }
          return super.process(handle, records);
        }
      };
    }
  }

  /** Takes a handle that names nothing for the one that it gave last. */
  static final class TakesAnyHandle extends Contract {
    @Override
    DelegatingElement spoil(SecurityElement good) {
      return new DelegatingElement(good) {
        private Optional<SessionHandle> last = Optional.empty();

        @Override
        public Established establish(EstablishRequest request) throws SecurityElementException {
          Established established = super.establish(request);
          last = Optional.of(established.handle());
          return established;
        }

        @Override
        public ProcessResult process(SessionHandle handle, List<Bytes> records)
            throws SecurityElementException {
          return super.process(last.orElse(handle), records);
        }
      };
    }
  }

  /** Keeps a session that was aborted. */
  static final class KeepsSessions extends Contract {
    @Override
    DelegatingElement spoil(SecurityElement good) {
      return new DelegatingElement(good) {
        @Override
        public void abort(SessionHandle handle) {}
      };
    }
  }

  /** Tells a record that it may not obey from one that does not open. */
  static final class SaysWhy extends Contract {
    @Override
    DelegatingElement spoil(SecurityElement good) {
      return new DelegatingElement(good) {
        @Override
        public ProcessResult process(SessionHandle handle, List<Bytes> records)
            throws SecurityElementException {
          ProcessResult result = super.process(handle, records);
          if (result instanceof ProcessResult.Closed) {
            throw new SecurityElementException(Kind.REFUSED, "the value breaks the policy");
          }
          return result;
        }
      };
    }
  }

  /** Has the PIN that was used last in what it says of itself. */
  static final class ShowsThePin extends Contract {
    @Override
    DelegatingElement spoil(SecurityElement good) {
      return new DelegatingElement(good) {
        private String shown = "";

        @Override
        public UseResult sign(ObjectName key, Optional<SecretBytes> pin, Bytes message)
            throws SecurityElementException {
          pin.ifPresent(
              value -> shown = value.use(bytes -> new String(bytes, StandardCharsets.US_ASCII)));
          return super.sign(key, pin, message);
        }

        @Override
        public String toString() {
          return "element, last used with " + shown;
        }
      };
    }
  }

  /** Has its state of the last commit after a restart, and so forgets what was tried since. */
  static final class ForgetsWrongTries extends Contract {
    @Override
    DelegatingElement spoil(SecurityElement good) {
      return new DelegatingElement(good) {
        @Override
        public ProcessResult process(SessionHandle handle, List<Bytes> records)
            throws SecurityElementException {
          ProcessResult result = super.process(handle, records);
          copy("se.skep", "kept");
          return result;
        }
      };
    }

    @Override
    protected void putAway(SecurityElement element) throws Exception {
      super.putAway(element);
      copy("kept", "se.skep");
    }

    private void copy(String from, String to) {
      try {
        Path state = storageFile();
        Files.copy(
            state.resolveSibling(from),
            state.resolveSibling(to),
            StandardCopyOption.REPLACE_EXISTING);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
