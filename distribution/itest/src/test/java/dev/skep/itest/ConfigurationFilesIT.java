package dev.skep.itest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.itest.container.InContainer;
import dev.skep.itest.container.Services;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Dictionary;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.metatype.AttributeDefinition;
import org.osgi.service.metatype.MetaTypeInformation;
import org.osgi.service.metatype.MetaTypeService;
import org.osgi.service.metatype.ObjectClassDefinition;

/** The files of {@code conf/} say what the components say of themselves. */
@InContainer
class ConfigurationFilesIT {
  @Test
  void thereIsAFileForEachConfigurationWithEverySettingAtItsDefault(BundleContext context)
      throws Exception {
    Services services = new Services(context);
    Map<String, ObjectClassDefinition> documented = documented(context, services);
    assertThat(documented).hasSize(13);

    for (Map.Entry<String, ObjectClassDefinition> one : documented.entrySet()) {
      services.awaitThat(
          "the configuration " + one.getKey(), () -> properties(services, one.getKey()) != null);
      assertThat(plain(properties(services, one.getKey())))
          .as(one.getKey())
          .isEqualTo(defaults(one.getValue()));
    }
  }

  @Test
  void exampleOfAnElementNamesEverySettingAndIsNotTaken(BundleContext context) throws Exception {
    Services services = new Services(context);
    Path example =
        Path.of(context.getProperty("skep.home"))
            .resolve("conf/dev.skep.se.software-alice.config.example");
    Bundle bundle = services.bundle("dev.skep.se.software");
    MetaTypeInformation information =
        services.await(MetaTypeService.class).getMetaTypeInformation(bundle);
    String factory = information.getFactoryPids()[0];

    assertThat(
            Files.readAllLines(example).stream()
                .filter(line -> line.contains(" = "))
                .map(line -> line.substring(0, line.indexOf(" = "))))
        .containsExactlyInAnyOrderElementsOf(
            defaults(information.getObjectClassDefinition(factory, null)).keySet());
    assertThat(services.configurations("(service.factoryPid=" + factory + ")")).isEmpty();
  }

  private static Map<String, ObjectClassDefinition> documented(
      BundleContext context, Services services) throws InterruptedException {
    MetaTypeService types = services.await(MetaTypeService.class);
    Map<String, ObjectClassDefinition> documented = new TreeMap<>();
    for (Bundle bundle : context.getBundles()) {
      if (String.valueOf(bundle.getSymbolicName()).startsWith("dev.skep.")) {
        MetaTypeInformation information = types.getMetaTypeInformation(bundle);
        for (String pid : information.getPids()) {
          documented.put(pid, information.getObjectClassDefinition(pid, null));
        }
      }
    }
    return documented;
  }

  private static Map<String, Object> defaults(ObjectClassDefinition definition) {
    Map<String, Object> defaults = new TreeMap<>();
    for (AttributeDefinition setting :
        definition.getAttributeDefinitions(ObjectClassDefinition.ALL)) {
      List<Object> values = new ArrayList<>();
      String[] texts = setting.getDefaultValue();
      boolean several = setting.getCardinality() != 0;
      for (String text : texts == null ? new String[0] : texts) {
        // A list without a default has an empty text as its only one.
        if (!several || !text.isEmpty()) {
          values.add(typed(setting.getType(), text));
        }
      }
      defaults.put(setting.getID(), several ? values : values.isEmpty() ? "" : values.get(0));
    }
    return defaults;
  }

  private static Object typed(int type, String text) {
    return switch (type) {
      case AttributeDefinition.INTEGER -> Integer.valueOf(text);
      case AttributeDefinition.BOOLEAN -> Boolean.valueOf(text);
      default -> text;
    };
  }

  private static Map<String, Object> plain(Dictionary<String, Object> properties) {
    Map<String, Object> plain = new TreeMap<>();
    properties
        .keys()
        .asIterator()
        .forEachRemaining(
            key -> {
              Object value = properties.get(key);
              if (Stream.of("service.", "felix.").noneMatch(key::startsWith)) {
                plain.put(key, value instanceof Object[] all ? Arrays.asList(all) : value);
              }
            });
    return plain;
  }

  private static Dictionary<String, Object> properties(Services services, String pid) {
    try {
      return services.configuration(pid).getProperties();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError("cannot read the configuration " + pid, e);
    }
  }
}
