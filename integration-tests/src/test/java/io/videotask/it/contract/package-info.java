/** The client and the examples against the specs, and a user's own gateway against them. */
package io.videotask.it.contract;
