package dev.skep.client.internal.shell;

/** What the commands are called and take; {@link CommandForm} reads the usage. */
enum Command {
  HELP("help", "", "lists these commands", ""),
  SE("se", "", "lists the security elements that are present", ""),
  PROVIDERS("providers", "", "lists the installed algorithms and the bundles that bring them", ""),
  PERSONALIZE(
      "personalize",
      "--se ID (--attestation NAME | --chain FILE)",
      "makes the attestation key, or installs its certificate chain from a PEM file",
      "--se soft:alice --attestation ES256"),
  ESTABLISH(
      "establish",
      "[--server URL] [--se ID]",
      "runs one ceremony without an enrolment code",
      "--server http://localhost:8080 --se soft:alice"),
  ENROL(
      "enrol",
      "[--server URL] [--se ID] [--code CODE] [--data FILE]... [--yes]",
      "has an issuer put PINs, keys and certificates into a security element",
      "--server http://localhost:8080 --se soft:alice --code 7K3QZ-8WDX2-M4R9T-HB6VN"),
  OBJECTS("objects", "[--se ID]", "lists what was put into a security element", "--se soft:alice"),
  KEYS("keys", "[--se ID]", "lists its keys and their certificates", "--se soft:alice"),
  SIGN(
      "sign",
      "[--se ID] --key NAME --in FILE --out FILE [--format der|jose] [--pin-file FILE]",
      "signs a file",
      "--se soft:alice --key badge-sign --in contract.pdf --out contract.sig"),
  MAC(
      "mac",
      "[--se ID] --secret NAME --in FILE [--out FILE] [--pin-file FILE]",
      "computes the HMAC-SHA-256 of a file",
      "--se soft:alice --secret badge-door --in challenge"),
  CHANGE_PIN(
      "change-pin",
      "[--se ID] --pin NAME [--pin-file FILE] [--new-pin-file FILE]",
      "gives a PIN another value, or its first one",
      "--se soft:alice --pin badge-pin"),
  UNBLOCK(
      "unblock",
      "[--se ID] --pin NAME [--puk-file FILE] [--new-pin-file FILE]",
      "gives a PIN a new value and all its tries by its PUK",
      "--se soft:alice --pin badge-pin"),
  CERTIFICATE(
      "certificate",
      "[--se ID] --key NAME --out FILE",
      "writes a key's certificate chain as PEM",
      "--se soft:alice --key badge-sign --out badge.pem"),
  ATTESTATION(
      "attestation",
      "[--se ID] --key NAME --out FILE",
      "writes the statement that the key was made inside the security element",
      "--se soft:alice --key badge-sign --out badge.attestation"),
  VERIFY_ATTESTATION(
      "verify-attestation",
      "--in FILE --ca FILE [--spki FILE | --certificate FILE]",
      "verifies such a statement with nothing but the device CA's certificate",
      "--in badge.attestation --ca device-ca.pem --certificate badge.pem"),
  PLANS("plans", "", "lists what enrolments can be made by", ""),
  ENROLMENT_CREATE(
      "enrolment-create",
      "ACCOUNT --plan NAME [--valid-hours N] [--device HEX]",
      "allows an enrolment and shows its code, once",
      "alice --plan employee-badge"),
  ENROLMENTS("enrolments", "", "lists the newest enrolments", ""),
  ENROLMENT_CANCEL("enrolment-cancel", "ID", "takes an open enrolment back", "7K3QZ"),
  CERTIFICATES(
      "certificates", "[--account NAME]", "lists the newest certificates", "--account alice"),
  REVOKE(
      "revoke",
      "SERIAL [--reason NAME]",
      "revokes a certificate for good",
      "5f3a09c2d1 --reason keyCompromise");

  private final String text;
  private final String arguments;
  private final String summary;
  private final String example;

  Command(String text, String arguments, String summary, String example) {
    this.text = text;
    this.arguments = arguments;
    this.summary = summary;
    this.example = example;
  }

  /** What a person types, without the scope. */
  String text() {
    return text;
  }

  /** What may follow, in the notation that {@link CommandForm} reads. */
  String arguments() {
    return arguments;
  }

  String summary() {
    return summary;
  }

  /** Good arguments. */
  String example() {
    return example;
  }
}
