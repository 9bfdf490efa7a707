package dev.skep.se.kernel.internal.operation;

import dev.skep.protocol.catalogue.AlgorithmCatalogue;
import dev.skep.protocol.provisioning.Operations;
import java.util.Map;

/** All operations of SKEP/1 that a server sends, by name. */
public final class OperationTable {
  private OperationTable() {}

  /** The operations by the {@code op} of their record. */
  public static Map<String, Operation> of(AlgorithmCatalogue catalogue) {
    return Map.of(
        Operations.PUK_DEFINE, ObjectOperations::definePuk,
        Operations.PIN_DEFINE, ObjectOperations::definePin,
        Operations.SECRET_IMPORT, ObjectOperations::importSecret,
        Operations.CERTIFICATE_INSTALL, ObjectOperations::installCertificate,
        Operations.PIN_UNBLOCK, ObjectOperations::unblockPin,
        Operations.OBJECT_DELETE, ObjectOperations::deleteObject,
        Operations.COMMIT, new CommitOperation(catalogue));
  }
}
