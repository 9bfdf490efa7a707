package dev.skep.protocol.provisioning;

/** The names of all operations, as in the {@code op} of a record (spec rules R-10, P-1, D-8). */
public final class Operations {
  /** SE to server: a key was made; attributes {@link KeyGenerated}. */
  public static final String KEY_GENERATED = "key.generated";

  /** Server to SE: attributes {@link ObjectAttributes#ofPuk}, plaintext the value. */
  public static final String PUK_DEFINE = "puk.define";

  /** Server to SE: attributes {@link ObjectAttributes#ofPin}, plaintext the value or nothing. */
  public static final String PIN_DEFINE = "pin.define";

  /** Server to SE: attributes {@link ObjectAttributes#ofId}, plaintext a value or nothing. */
  public static final String PIN_UNBLOCK = "pin.unblock";

  /** Server to SE: attributes {@link ObjectAttributes#ofSecret}, plaintext the value. */
  public static final String SECRET_IMPORT = "secret.import";

  /** Server to SE: attributes {@link CertificateInstallation}, no plaintext. */
  public static final String CERTIFICATE_INSTALL = "certificate.install";

  /** Server to SE: attributes {@link ObjectAttributes#ofId}, no plaintext. */
  public static final String OBJECT_DELETE = "object.delete";

  /** Server to SE: attributes {@link CommitAttributes}, no plaintext. */
  public static final String COMMIT = "commit";

  /** SE to server: no attributes, plaintext a {@link Receipt}. */
  public static final String COMMITTED = "committed";

  /** SE to server: attributes {@link OutsideDataMac}, plaintext the MAC. */
  public static final String DATA_MAC = "data.mac";

  private Operations() {}
}
