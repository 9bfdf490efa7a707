package dev.skep.se.pkcs11.internal;

import dev.skep.protocol.catalogue.AlgorithmCatalogue;
import dev.skep.se.kernel.StorageException;
import dev.skep.se.kernel.service.ElementService;
import dev.skep.se.pkcs11.internal.token.TokenException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens an SE when its token is there and closes it when the token is away; says each change in one
 * line of the log. One thread at a time.
 */
final class TokenWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TokenWatch.class);

  private static final String NAME_IS_TAKEN =
      "another security element has this name: give each configuration its own";

  private final Pkcs11Settings settings;
  private final AlgorithmCatalogue catalogue;
  private final ElementService service;
  private @Nullable Pkcs11Element present;
  private String said = "";
  private @Nullable FileTime refusedPin;

  /** A watch that has not looked yet. */
  TokenWatch(Pkcs11Settings settings, AlgorithmCatalogue catalogue, ElementService service) {
    this.settings = settings;
    this.catalogue = catalogue;
    this.service = service;
  }

  /** Looks once. */
  void look() {
    Pkcs11Element element = present;
    try {
      if (element == null) {
        open();
      } else {
        element.key().check();
      }
    } catch (TokenException e) {
      refusedPin = e.pinRefused() ? writtenAt(settings.token().pinFile()) : null;
      sayOnce(e.getMessage());
    } catch (StorageException e) {
      close();
      sayOnce(e.getMessage());
    }
  }

  private void open() throws TokenException, StorageException {
    FileTime refused = refusedPin;
    if (refused != null && refused.equals(writtenAt(settings.token().pinFile()))) {
      return;
    }
    if (!service.isFree()) {
      sayOnce(NAME_IS_TAKEN);
      return;
    }
    Pkcs11Element opened = Pkcs11Element.open(settings, catalogue, new SecureRandom());
    refusedPin = null;
    if (service.publish(opened.element())) {
      present = opened;
      said = "";
      LOG.info("{} is available", settings.id());
    } else {
      sayOnce(NAME_IS_TAKEN);
    }
  }

  private static FileTime writtenAt(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException e) {
      return FileTime.fromMillis(0);
    }
  }

  private void sayOnce(@Nullable String problem) {
    String message = String.valueOf(problem);
    if (!message.equals(said)) {
      LOG.error("{} is not available: {}", settings.id(), message);
      said = message;
    }
  }

  /** Withdraws the SE, then closes it. */
  @Override
  public void close() {
    present = null;
    service.withdraw();
  }
}
