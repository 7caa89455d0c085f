/**
 * The code generator: an openapi-generator plugin that writes records, Moshi adapters and Retrofit
 * interfaces.
 */
@NullMarked
package io.videotask.codegen;

import org.jspecify.annotations.NullMarked;
