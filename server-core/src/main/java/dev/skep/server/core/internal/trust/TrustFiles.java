package dev.skep.server.core.internal.trust;

import dev.skep.api.Bytes;
import dev.skep.protocol.certificate.CertificateAlgorithms;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Provider;
import java.security.cert.CRLException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads the files that say what is trusted: certificates and lists, DER or PEM (RFC 7468). */
final class TrustFiles {
  private static final Set<String> CERTIFICATES = Set.of("pem", "crt", "cer");
  private static final Set<String> LISTS = Set.of("crl");
  private static final Pattern PEM_BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----(.*?)-----END \\1-----", Pattern.DOTALL);

  private final TrustSettings settings;
  private final CertificateAlgorithms algorithms;
  private final Provider parser;

  TrustFiles(TrustSettings settings, CertificateAlgorithms algorithms, Provider parser) {
    this.settings = settings;
    this.algorithms = algorithms;
    this.parser = parser;
  }

  /**
   * A file, as far as it tells whether it has changed.
   *
   * @param file its path
   * @param size in bytes
   * @param modified when, in the file system's own precision
   */
  record Fingerprint(Path file, long size, java.nio.file.attribute.FileTime modified) {}

  /**
   * What is in the directories now.
   *
   * @throws IOException if a directory cannot be listed
   */
  List<Fingerprint> fingerprint() throws IOException {
    List<Fingerprint> prints = new ArrayList<>();
    for (Path file : files(settings.anchors(), CERTIFICATES)) {
      prints.add(fingerprint(file));
    }
    for (Path file : files(settings.revocationLists(), LISTS)) {
      prints.add(fingerprint(file));
    }
    return prints;
  }

  /**
   * Reads all files.
   *
   * @throws IOException if one cannot be read or used; the message names it and says what to do
   */
  TrustState read() throws IOException {
    List<Anchor> anchors = new ArrayList<>();
    for (Path file : files(settings.anchors(), CERTIFICATES)) {
      for (byte[] der : contents(file, "CERTIFICATE")) {
        anchors.add(anchor(file, der));
      }
    }
    List<RevocationList> lists = new ArrayList<>();
    for (Path file : files(settings.revocationLists(), LISTS)) {
      for (byte[] der : contents(file, "X509 CRL")) {
        lists.add(revocationList(file, der));
      }
    }
    return new TrustState(anchors, lists, settings.rememberedLeaves());
  }

  private Anchor anchor(Path file, byte[] der) throws IOException {
    try {
      DeviceCertificate certificate = DeviceCertificate.read(der, parser);
      Optional<String> problem = Anchor.problem(certificate, algorithms);
      if (problem.isPresent()) {
        throw new IOException(
            file + " " + problem.get() + ": replace it by a device CA's certificate or remove it");
      }
      return new Anchor(certificate, Bytes.of(der), file.getFileName().toString());
    } catch (CertificateException e) {
      throw new IOException(
          file + " holds no valid certificate (" + e.getMessage() + "): replace or remove it", e);
    }
  }

  private RevocationList revocationList(Path file, byte[] der) throws IOException {
    try {
      DerReader.checkSingleElement(der);
      X509CRL crl =
          (X509CRL)
              CertificateFactory.getInstance("X.509", parser)
                  .generateCRL(new ByteArrayInputStream(der));
      return new RevocationList(crl, file.getFileName().toString(), algorithms);
    } catch (CRLException | CertificateException | RuntimeException e) {
      throw new IOException(
          file + " holds no valid revocation list (" + e.getMessage() + "): replace or remove it",
          e);
    }
  }

  private static List<byte[]> contents(Path file, String label) throws IOException {
    byte[] raw = Files.readAllBytes(file);
    if (raw.length > 0 && raw[0] == DerReader.SEQUENCE) {
      return List.of(raw);
    }
    List<byte[]> blocks = new ArrayList<>();
    Matcher block = PEM_BLOCK.matcher(new String(raw, StandardCharsets.ISO_8859_1));
    while (block.find()) {
      if (!block.group(1).equals(label)) {
        throw new IOException(
            file + " holds a " + block.group(1) + ", not a " + label + ": move it elsewhere");
      }
      try {
        blocks.add(Base64.getMimeDecoder().decode(block.group(2)));
      } catch (IllegalArgumentException e) {
        throw new IOException(file + " is damaged (no Base64): replace or remove it", e);
      }
    }
    if (blocks.isEmpty()) {
      throw new IOException(
          file + " holds no " + label + ", neither DER nor PEM: replace or remove it");
    }
    return blocks;
  }

  private static Fingerprint fingerprint(Path file) throws IOException {
    return new Fingerprint(file, Files.size(file), Files.getLastModifiedTime(file));
  }

  private static List<Path> files(Path directory, Set<String> suffixes) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries
          .filter(file -> suffixes.contains(suffix(file)) && Files.isRegularFile(file))
          .sorted()
          .toList();
    }
  }

  private static String suffix(Path file) {
    String name = file.getFileName().toString();
    return name.startsWith(".")
        ? ""
        : name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }
}
