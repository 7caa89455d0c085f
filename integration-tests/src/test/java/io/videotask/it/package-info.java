/** Tests over real HTTP that use public types only. */
package io.videotask.it;
