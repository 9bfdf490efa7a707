package dev.skep.testkit.se;

import dev.skep.testkit.rule.Tested;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives each test a bench of its own, and clears it afterwards. */
final class BenchProvider implements ParameterResolver {
  private static final Namespace NAMESPACE = Namespace.create(BenchProvider.class);

  BenchProvider() {}

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Bench.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    SecurityElementContract vendor = (SecurityElementContract) context.getRequiredTestInstance();
    Bench bench = new Bench(vendor, element -> Tested.note(context, "", element));
    context.getStore(NAMESPACE).put(Bench.class, bench);
    return bench;
  }
}
