package org.jspecify.annotations;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Takes the place of JSpecify's annotation when mutants are made. HotSpot refuses to redefine a
 * record whose components have annotations in the class file, so that no test could run on a mutant
 * of it.
 */
@Target(ElementType.TYPE_USE)
@Retention(RetentionPolicy.SOURCE)
public @interface Nullable {}
