package io.videotask.internal.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Sockets that look where they go before they go there. This is the one place that sees the address
 * that is really used: a check of names is passed by whatever is spelled in digits, and a check
 * ahead of time by a name that changes its mind.
 */
final class SsrfGuardSocketFactory extends SocketFactory {
  private final boolean innerAllowed;
  private final Set<SocketAddress> proxies = ConcurrentHashMap.newKeySet();

  /**
   * @param innerAllowed whether they may go anywhere
   */
  SsrfGuardSocketFactory(boolean innerAllowed) {
    this.innerAllowed = innerAllowed;
  }

  /** Lets connections to a proxy pass: it is the caller's own, and mostly on an inner network. */
  void allowProxy(InetSocketAddress proxy) {
    proxies.add(proxy);
  }

  @Override
  public Socket createSocket() {
    return new Guarded();
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return connected(null, 0, new InetSocketAddress(host, port));
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress localHost, int localPort)
      throws IOException {
    return connected(localHost, localPort, new InetSocketAddress(host, port));
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return connected(null, 0, new InetSocketAddress(host, port));
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort)
      throws IOException {
    return connected(localHost, localPort, new InetSocketAddress(host, port));
  }

  private Socket connected(@Nullable InetAddress localHost, int localPort, InetSocketAddress remote)
      throws IOException {
    Socket socket = createSocket();
    try {
      if (localHost != null) {
        socket.bind(new InetSocketAddress(localHost, localPort));
      }
      socket.connect(remote);
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  private final class Guarded extends Socket {
    private @Nullable InputStream input;

    @Override
    public synchronized InputStream getInputStream() throws IOException {
      InputStream current = input;
      if (current == null) {
        current = new ReadAhead(super.getInputStream());
        input = current;
      }
      return current;
    }

    @Override
    public void connect(SocketAddress remote) throws IOException {
      connect(remote, 0);
    }

    @Override
    public void connect(SocketAddress remote, int timeout) throws IOException {
      if (!innerAllowed
          && !proxies.contains(remote)
          && remote instanceof InetSocketAddress inet
          && (inet.getAddress() == null || PrivateNetworks.contain(inet.getAddress()))) {
        throw new PrivateAddressException(
            inet.getHostString(), "its host is on an inner network, not out on the internet");
      }
      super.connect(remote, timeout);
    }
  }
}
