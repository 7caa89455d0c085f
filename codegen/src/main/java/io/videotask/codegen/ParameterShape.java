package io.videotask.codegen;

import java.util.Set;

/**
 * A parameter of a Retrofit method, before its name is made unique.
 *
 * @param annotation with its argument, for example {@code @Query("task_id")}
 * @param type the Java type without nullness
 * @param required whether it is required; Retrofit omits optional parameters that are null
 */
record ParameterShape(
    String annotation,
    String name,
    String type,
    boolean required,
    String description,
    Set<String> uses) {

  String declaration(String uniqueName) {
    int dot = type.lastIndexOf('.');
    boolean nestedType = dot > 0 && !type.contains("<");
    String nullable =
        nestedType
            ? type.substring(0, dot + 1) + "@Nullable " + type.substring(dot + 1)
            : "@Nullable " + type;
    return annotation + " " + (required ? type : nullable) + " " + uniqueName;
  }
}
