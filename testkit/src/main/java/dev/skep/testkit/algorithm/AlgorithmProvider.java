package dev.skep.testkit.algorithm;

import dev.skep.api.algorithm.Algorithm;
import dev.skep.testkit.rule.Tested;
import java.lang.reflect.Method;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives the rules of a class the vendor's algorithm, asked for once, and keys for it. */
final class AlgorithmProvider implements ParameterResolver {
  private static final Namespace NAMESPACE = Namespace.create(AlgorithmProvider.class);

  AlgorithmProvider() {}

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return parameter.getDeclaringExecutable() instanceof Method
        && (type == Keys.class || Algorithm.class.isAssignableFrom(type));
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Keys keys = keys(context);
    Tested.note(context, keys.algorithm().name(), keys.algorithm());
    return parameter.getParameter().getType() == Keys.class ? keys : keys.algorithm();
  }

  private static Keys keys(ExtensionContext context) {
    Store ofClass = context.getParent().orElseThrow().getStore(NAMESPACE);
    AlgorithmContract vendor = (AlgorithmContract) context.getRequiredTestInstance();
    return ofClass.getOrComputeIfAbsent(Keys.class, key -> ask(vendor), Keys.class);
  }

  private static Keys ask(AlgorithmContract vendor) {
    try {
      return new Keys(vendor.ask(), vendor::pair, vendor.unfit());
    } catch (Exception e) {
      throw new ParameterResolutionException("the vendor's class gave no algorithm", e);
    }
  }
}
