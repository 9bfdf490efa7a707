package dev.skep.se.pcsc.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** The operator's choices as metatype shows them; {@link PcscSettings} reads them. */
@ObjectClassDefinition(
    name = "SKEP smart cards",
    description = "Smart cards in the PC/SC readers of this machine as security elements.")
public @interface PcscConfiguration {
  /** Whether at all. */
  @AttributeDefinition(
      name = "Enabled",
      description = "Whether the readers of this machine are looked at",
      required = false)
  boolean enabled() default true;

  /** Which client. */
  @AttributeDefinition(
      name = "PC/SC client",
      description =
          "The Java runtime's own client does not survive a restart of the PC/SC service, and a card"
              + " that does not answer can hold up other readers",
      options = {
        @Option(
            label = "JNA, or the Java runtime's own where JNA cannot be loaded",
            value = "auto"),
        @Option(label = "JNA only", value = "jna"),
        @Option(label = "The Java runtime's own", value = "jdk")
      },
      required = false)
  String provider() default "auto";

  /** Which readers. */
  @AttributeDefinition(
      name = "Readers",
      description =
          "Names of the readers to look at, * for any text, | between several; cards in others are"
              + " left alone",
      required = false)
  String readers() default "*";

  /** How often. */
  @AttributeDefinition(
      name = "Poll interval",
      description = "Milliseconds after which readers are looked at, at the latest",
      min = "100",
      max = "60000",
      required = false)
  int poll_milliseconds() default 500;

  /** Patience. */
  @AttributeDefinition(
      name = "Answer timeout",
      description =
          "Seconds that a card may take for an answer, and another program for its transaction",
      min = "1",
      max = "600",
      required = false)
  int answer_timeout_seconds() default 20;

  /** More patience. */
  @AttributeDefinition(
      name = "Key generation timeout",
      description = "Seconds that a card may take for a command that makes keys",
      min = "1",
      max = "3600",
      required = false)
  int key_generation_timeout_seconds() default 180;

  /** Retries. */
  @AttributeDefinition(
      name = "Retries",
      description =
          "How often an operation is begun again that another program kept from beginning, with"
              + " growing pauses from 50 ms to 1 s",
      min = "0",
      max = "100",
      required = false)
  int busy_retries() default 5;

  /** AID. */
  @AttributeDefinition(
      name = "Applet",
      description = "AID of the card's applet, 5 to 16 bytes in hexadecimal digits",
      required = false)
  String applet_aid() default "f0534b455001";
}
