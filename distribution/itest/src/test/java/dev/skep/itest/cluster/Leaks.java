package dev.skep.itest.cluster;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Secrets that are looked for where they must not be, in each form in which a program may have
 * written them down. They are kept masked, so as not to be found here.
 */
final class Leaks {
  private static final byte MASK = 0x5a;
  private static final int CHUNK_BYTES = 1 << 20;
  private static final int FIRST_TWO = 1 << 16;

  private final Map<String, byte[]> masked = new LinkedHashMap<>();

  /**
   * Looks for a secret from now on.
   *
   * @param secret at least 12 bytes, so that chance does not write it; erased here
   */
  void watch(String name, byte[] secret) {
    if (secret.length < 12) {
      throw new IllegalArgumentException(name + " is too short to be recognised");
    }
    masked.put(name, mask(secret));
    Arrays.fill(secret, (byte) 0);
  }

  /** What a secret looks like: the name of each form, with its bytes. */
  static Map<String, byte[]> forms(byte[] secret) {
    Map<String, byte[]> forms = new LinkedHashMap<>();
    forms.put("as it is", secret);
    String characters = new String(secret, StandardCharsets.ISO_8859_1);
    forms.put("as UTF-16LE", characters.getBytes(StandardCharsets.UTF_16LE));
    forms.put("as UTF-16BE", characters.getBytes(StandardCharsets.UTF_16BE));
    String hex = HexFormat.of().formatHex(secret);
    forms.put("in hexadecimal", ascii(hex));
    forms.put("in HEXADECIMAL", ascii(hex.toUpperCase(Locale.ROOT)));
    forms.put("as numbers", ascii(numbers(secret)));
    for (int before = 0; before < 3; before++) {
      forms.put("in Base64 after " + before, ascii(base64(Base64.getEncoder(), secret, before)));
      forms.put(
          "in Base64 for URLs after " + before,
          ascii(base64(Base64.getUrlEncoder(), secret, before)));
    }
    return forms;
  }

  /** Within longer content, of which it is known only how many bytes are before it. */
  private static String base64(Base64.Encoder encoder, byte[] secret, int before) {
    byte[] padded = new byte[before + secret.length];
    System.arraycopy(secret, 0, padded, before, secret.length);
    String whole = encoder.withoutPadding().encodeToString(padded);
    int from = before == 0 ? 0 : before + 1;
    int bytesInWholeGroups = padded.length / 3 * 3;
    return whole.substring(from, bytesInWholeGroups / 3 * 4);
  }

  private static String numbers(byte[] secret) {
    return IntStream.range(0, secret.length)
        .mapToObj(i -> Byte.toString(secret[i]))
        .collect(Collectors.joining(", "));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** The secrets that a file has, each with its form and the file. */
  List<String> in(Path file) throws IOException {
    Map<String, byte[]> wanted = new LinkedHashMap<>();
    masked.forEach(
        (name, secret) ->
            forms(mask(secret)).forEach((form, bytes) -> wanted.put(name + " " + form, bytes)));
    TreeSet<String> found = new TreeSet<>();
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), CHUNK_BYTES)) {
      search(in, wanted, found);
    }
    wanted.values().forEach(bytes -> Arrays.fill(bytes, (byte) 0));
    return found.stream().map(what -> what + " in " + file).toList();
  }

  private static void search(InputStream in, Map<String, byte[]> wanted, TreeSet<String> found)
      throws IOException {
    int longest = wanted.values().stream().mapToInt(bytes -> bytes.length).max().orElse(1);
    List<List<Map.Entry<String, byte[]>>> byFirstTwo = new ArrayList<>();
    for (int i = 0; i < FIRST_TWO; i++) {
      byFirstTwo.add(List.of());
    }
    for (Map.Entry<String, byte[]> one : wanted.entrySet()) {
      int key = firstTwo(one.getValue(), 0);
      List<Map.Entry<String, byte[]>> same = new ArrayList<>(byFirstTwo.get(key));
      same.add(one);
      byFirstTwo.set(key, same);
    }
    byte[] window = new byte[CHUNK_BYTES + longest];
    int length = in.readNBytes(window, 0, window.length);
    while (length > 1) {
      for (int at = 0; at < length - 1; at++) {
        for (Map.Entry<String, byte[]> one : byFirstTwo.get(firstTwo(window, at))) {
          byte[] bytes = one.getValue();
          int end = at + bytes.length;
          if (end <= length && Arrays.equals(window, at, end, bytes, 0, bytes.length)) {
            found.add(one.getKey());
          }
        }
      }
      int kept = Math.min(longest - 1, length);
      System.arraycopy(window, length - kept, window, 0, kept);
      int more = in.readNBytes(window, kept, window.length - kept);
      length = more == 0 ? 0 : kept + more;
    }
    Arrays.fill(window, (byte) 0);
  }

  private static int firstTwo(byte[] bytes, int at) {
    return (bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff;
  }

  private static byte[] mask(byte[] secret) {
    byte[] other = secret.clone();
    for (int i = 0; i < other.length; i++) {
      other[i] ^= MASK;
    }
    return other;
  }
}
