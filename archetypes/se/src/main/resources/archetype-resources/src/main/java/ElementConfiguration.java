package ${package};

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What an operator sets; several configurations make several elements. */
@ObjectClassDefinition(name = "${name} security element")
public @interface ElementConfiguration {
  /** Part of the id. */
  @AttributeDefinition(name = "Name", description = "The id becomes ${name}:<name>")
  String name();

  /** Where the state is. */
  @AttributeDefinition(name = "Folder", description = "Of this element alone; made when it is not there")
  String folder();
}
