/** Tests over real HTTP: they see public types only. */
package io.videotask.it;
