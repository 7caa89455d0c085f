/** The pages of this repository: their links, their snippets and their translations. */
@NullMarked
package io.videotask.it.pages;

import org.jspecify.annotations.NullMarked;
