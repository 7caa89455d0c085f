@NullMarked
package io.videotask.cli.demo;

import org.jspecify.annotations.NullMarked;
