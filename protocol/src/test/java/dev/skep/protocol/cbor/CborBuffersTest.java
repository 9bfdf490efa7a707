package dev.skep.protocol.cbor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.util.BufferRecycler;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import dev.skep.api.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class CborBuffersTest {
  private static final String CANARY = "canary-of-an-enrolment-code";

  @Test
  @DisplayName("attack 74: what was encoded or decoded is in no buffer that the library keeps")
  void leavesNothingInTheLibrarysBuffers() throws Exception {
    Bytes encoded =
        new MapWriter()
            .bytes(1, Bytes.utf8(CANARY))
            .text(2, CANARY)
            .byteStrings(3, List.of(Bytes.utf8(CANARY)))
            .encode();
    Cbor.decode(encoded, CborLimits.DEFAULT);

    assertThat(keptByThisThread()).noneMatch(kept -> kept.contains(CANARY));
  }

  private static List<String> keptByThisThread() {
    BufferRecycler recycler = JsonRecyclerPools.threadLocalPool().acquireAndLinkPooled();
    List<String> kept = new ArrayList<>();
    for (int i = 0; i <= BufferRecycler.BYTE_BASE64_CODEC_BUFFER; i++) {
      kept.add(new String(recycler.allocByteBuffer(i), StandardCharsets.ISO_8859_1));
    }
    for (int i = 0; i <= BufferRecycler.CHAR_NAME_COPY_BUFFER; i++) {
      kept.add(new String(recycler.allocCharBuffer(i)));
    }
    return kept;
  }
}
