package dev.skep.client.internal.shell;

import dev.skep.api.se.SecurityElementException;
import dev.skep.api.se.SecurityElementInfo;
import dev.skep.api.se.SecurityElementSlots.Slot;
import dev.skep.client.internal.Printable;
import java.io.PrintStream;
import java.util.List;

/** {@code skep:se}: what each security element says of itself, and what is in the readers. */
final class ElementTable {
  private ElementTable() {}

  static void print(List<PresentElements.Present> elements, List<Slot> slots, PrintStream out) {
    if (elements.isEmpty()) {
      out.println("no security element is present; insert a card or configure a software SE");
    } else {
      print(elements, out);
    }
    if (!slots.isEmpty()) {
      out.println();
      Table table = new Table(3).row("READER", "CARD", "ID");
      slots.forEach(slot -> add(table, slot));
      table.print(out);
    }
  }

  private static void add(Table table, Slot slot) {
    String card =
        switch (slot.state()) {
          case EMPTY -> "no card";
          case READING -> "being read";
          case BLANK -> "blank";
          case PERSONALIZED -> "personalised";
          case UNUSABLE -> "unusable";
        };
    table.row(
        slot.name(),
        slot.text().isEmpty() ? card : card + ": " + slot.text(),
        slot.securityElementId().orElse(""));
  }

  private static void print(List<PresentElements.Present> elements, PrintStream out) {
    Table table = new Table(4).row("ID", "MODEL", "STATE", "ALGORITHMS");
    for (PresentElements.Present present : elements) {
      add(table, present);
    }
    table.print(out);
  }

  private static void add(Table table, PresentElements.Present present) {
    try {
      SecurityElementInfo info = present.element().info();
      String state = info.personalized() ? "personalised" : "blank";
      table.row(present.id(), info.model(), state, line("transports", info.transports()));
      table.row("", "", "", line("attestations", info.attestations()));
      table.row("", "", "", line("kdfs", info.kdfs()));
      table.row("", "", "", line("ciphers", info.ciphers()));
    } catch (SecurityElementException | RuntimeException e) {
      table.row(present.id(), "", "no answer", Printable.of(e));
    }
  }

  private static String line(String what, List<String> names) {
    return what + ": " + (names.isEmpty() ? "none" : String.join(" ", names));
  }
}
