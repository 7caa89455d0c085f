/** Downloads over real sockets, with every fault that a server, a network and a disk can have. */
package io.videotask.it.download;
