package io.videotask.internal.http;

import io.videotask.auth.KeyUnavailableException;
import io.videotask.error.AuthenticationException;
import io.videotask.error.Evidence;
import io.videotask.error.Retry;
import io.videotask.error.UnreachableException;
import io.videotask.error.VideoTaskException;
import io.videotask.task.TaskRef;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/** Maps the IOException of a request to the exception that the caller gets. */
public final class ConnectionFailure {
  private ConnectionFailure() {}

  /**
   * Returns the exception for a failed query.
   *
   * @param task null for a query of a list of tasks
   * @param host the gateway's host and port, for the message
   */
  public static VideoTaskException of(IOException e, @Nullable TaskRef task, String host) {
    String what = task == null ? "its tasks" : task.toString();
    VideoTaskException failure;
    if (e instanceof KeyUnavailableException) {
      failure =
          new AuthenticationException(
              "no key for " + what + ": " + Redaction.message(String.valueOf(e.getMessage())),
              Evidence.of(task));
    } else if (isCertificate(e)) {
      failure =
          new UnreachableException(
              "the certificate of "
                  + host
                  + " is not right ("
                  + describe(e)
                  + "), so "
                  + what
                  + " was not asked for; check the base URL and the JVM's trust store",
              Retry.NEVER,
              Evidence.of(task));
    } else {
      failure =
          new UnreachableException(
              host
                  + " could not be asked for "
                  + what
                  + ": "
                  + describe(e)
                  + (task == null ? "" : "; the task is not affected")
                  + "; ask again later",
              Retry.ALWAYS,
              Evidence.of(task));
    }
    failure.initCause(e);
    return failure;
  }

  /**
   * Returns the exception for a submit of which nothing was sent.
   *
   * @param host the gateway's host and port, for the message
   */
  public static VideoTaskException ofSubmit(IOException e, String host) {
    VideoTaskException failure;
    if (e instanceof KeyUnavailableException) {
      failure =
          new AuthenticationException(
              "no key to submit with: " + Redaction.message(String.valueOf(e.getMessage())),
              Evidence.of(null));
    } else if (e instanceof LocalFailureException) {
      failure =
          new UnreachableException(
              "nothing was submitted to "
                  + host
                  + ": "
                  + describe(e)
                  + "; nothing was sent, so it can be submitted again",
              Retry.ALWAYS,
              Evidence.of(null));
    } else {
      failure =
          new UnreachableException(
              "nothing was submitted: "
                  + (isCertificate(e) ? "the certificate of " : "")
                  + host
                  + (isCertificate(e) ? " is not right, " : " could not be reached, ")
                  + describe(e)
                  + "; nothing was sent, so it can be submitted again",
              isCertificate(e) ? Retry.NEVER : Retry.ALWAYS,
              Evidence.of(null));
    }
    failure.initCause(e);
    return failure;
  }

  /**
   * Returns a short description of what a callback of the HTTP client's, or the JVM, has thrown,
   * without its message.
   */
  public static String describeThrown(Throwable e) {
    return describe(LocalFailureException.thrown(e));
  }

  /** Returns a short description without secrets. */
  public static String describe(IOException e) {
    if (e instanceof LocalFailureException) {
      return String.valueOf(e.getMessage());
    }
    if (e instanceof UnknownHostException) {
      return "its host name can't be found";
    }
    if (e instanceof SSLPeerUnverifiedException) {
      return "the certificate is for another host";
    }
    if (isCertificate(e)) {
      return "it is not trusted, or has expired";
    }
    if (e instanceof SSLException) {
      return "no TLS connection could be established";
    }
    if (e instanceof ConnectException || e instanceof NoRouteToHostException) {
      return "the connection was refused";
    }
    if (e instanceof SocketTimeoutException || e instanceof InterruptedIOException) {
      return "no answer in time";
    }
    return "the connection broke";
  }

  /** Returns whether the server's certificate was rejected. Such a failure is definite. */
  public static boolean isCertificate(IOException e) {
    if (e instanceof SSLPeerUnverifiedException) {
      return true;
    }
    if (e instanceof SSLHandshakeException) {
      for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
        if (cause instanceof CertificateException) {
          return true;
        }
      }
    }
    return false;
  }
}
