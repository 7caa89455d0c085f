/** The press: an openapi-generator that writes records, Moshi adapters and Retrofit interfaces. */
@NullMarked
package io.videotask.codegen;

import org.jspecify.annotations.NullMarked;
