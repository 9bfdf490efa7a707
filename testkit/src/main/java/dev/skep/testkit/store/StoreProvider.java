package dev.skep.testkit.store;

import dev.skep.api.issuer.SessionStore;
import dev.skep.testkit.rule.Tested;
import java.lang.reflect.Method;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives each test stores of its own, and puts them away afterwards. */
final class StoreProvider implements ParameterResolver, AfterEachCallback {
  StoreProvider() {}

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getDeclaringExecutable() instanceof Method
        && parameter.getParameter().getType() == Stores.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    SessionStoreContract vendor = (SessionStoreContract) context.getRequiredTestInstance();
    try {
      SessionStore store = vendor.newStore();
      Tested.note(context, "", store);
      return new Stores(vendor, store);
    } catch (Exception e) {
      throw new ParameterResolutionException("the vendor's class gave no store", e);
    }
  }

  @Override
  public void afterEach(ExtensionContext context) throws Exception {
    ((SessionStoreContract) context.getRequiredTestInstance()).putAway();
  }
}
