/** Checks the client, the examples, and a user's gateway against the specs. */
package io.videotask.it.contract;
