package io.videotask.codegen;

import java.util.Set;

/** The source of a class of a gateway, for its template. */
record AdapterSource(String className, String about, Set<String> imports, String body) {}
