package dev.skep.api.capability;

/** The names by which parts of SKEP are provided and required. */
public final class Contracts {
  /** The namespace of algorithms; its attribute of the same name has the registered name. */
  public static final String ALGORITHM_NAMESPACE = "dev.skep.algorithm";

  /** The attribute of an algorithm that has the full name of its role's interface. */
  public static final String ROLE_ATTRIBUTE = "role";

  /** The version of the algorithms' roles, which are {@code dev.skep.api.algorithm}. */
  public static final String ALGORITHM_VERSION = "1.0.0";

  /** The issuer's server: {@code dev.skep.api.issuer.IssuerServer}. */
  public static final String SERVER = "skep.server";

  /** A binding by which clients reach the server: HTTP. */
  public static final String BINDING = "skep.binding";

  /** What the server keeps its sessions, enrolments, certificates and keys in. */
  public static final String STORE = "skep.store";

  /** The CA: {@code dev.skep.api.issuer.CertificateIssuer}. */
  public static final String ISSUER = "skep.issuer";

  /** The middleware: {@code dev.skep.api.client.SessionClient}. */
  public static final String CLIENT = "skep.client";

  /** Security elements: {@code dev.skep.api.se.SecurityElement}. */
  public static final String ELEMENT = "skep.element";

  /** The version of all these names. */
  public static final String VERSION = "1.0.0";

  private Contracts() {}
}
