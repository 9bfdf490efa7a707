package dev.skep.client.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The settings of the middleware and its shell commands. */
@ObjectClassDefinition(
    id = HttpSessionClient.PID,
    name = "SKEP client",
    description =
        "How long the middleware waits for a server, how often it asks for a new offer, and which"
            + " server the shell commands take. Changes hold for the next ceremony.")
public @interface ClientSettings {
  /** How long to wait for a connection. */
  @AttributeDefinition(
      name = "Connect time-out (seconds)",
      description = "How long to wait for a connection to the server: 1 to 300.",
      min = "1",
      max = "300")
  int connect_timeout_seconds() default 5;

  /** How long to wait for one whole answer. */
  @AttributeDefinition(
      name = "Request time-out (seconds)",
      description = "How long to wait for one whole answer of the server: 1 to 300.",
      min = "1",
      max = "300")
  int request_timeout_seconds() default 30;

  /** How many offers one ceremony may take. */
  @AttributeDefinition(
      name = "Attempts",
      description =
          "How many offers one ceremony may take where the server withdraws them, lets them expire"
              + " or is not reached: 1 to 10.",
      min = "1",
      max = "10")
  int attempts() default 3;

  /** Which server the shell takes by default. */
  @AttributeDefinition(
      name = "Server",
      description = "The base address that commands take where --server is not given.")
  String server() default "http://localhost:8080";

  /** Where sessions are noted while they come to their end. */
  @AttributeDefinition(
      name = "Journal directory",
      description =
          "Where a session is noted from before its commit until the server has confirmed it, so"
              + " that a run that is killed in between is brought to its end by the next. A"
              + " relative path is below the data folder; empty for no journal.")
  String journal_directory() default "client/journal";
}
