package io.videotask.spring;

import io.videotask.tracker.EndHandler;
import io.videotask.tracker.TrackOutcome;
import io.videotask.tracker.TrackedEnd;
import io.videotask.tracker.Tracker;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.util.ReflectionUtils;

/**
 * Passes each end to the bean method that is annotated for its outcome. The methods are looked up
 * once all beans exist, which is before the tracker is started. Thread-safe.
 */
final class EndMethods implements EndHandler, SmartInitializingSingleton {
  private final ConfigurableListableBeanFactory beans;
  private final boolean started;
  private volatile Map<TrackOutcome, EndMethod> methods = Map.of();

  /**
   * @param bean the name of the bean, which is looked up at each call, as its scope wants
   */
  private record EndMethod(String bean, Class<?> type, Method method, Set<TrackOutcome> outcomes) {
    @Override
    public String toString() {
      return type.getSimpleName() + "." + method.getName();
    }
  }

  /**
   * @param started whether the tracker will be started, and needs handlers
   */
  EndMethods(ConfigurableListableBeanFactory beans, boolean started) {
    this.beans = beans;
    this.started = started;
  }

  @Override
  public void afterSingletonsInstantiated() {
    List<EndMethod> found = new ArrayList<>();
    for (String bean : beans.getBeanNamesForType(Object.class)) {
      Class<?> type =
          ScopedProxyUtils.isScopedTarget(bean)
              ? null
              : AutoProxyUtils.determineTargetClass(beans, bean);
      if (type != null && AnnotationUtils.isCandidateClass(type, OnVideoTaskEnd.class)) {
        collect(bean, type, found);
      }
    }
    if (beans.getBeanNamesForType(Tracker.class).length == 0) {
      requireTracker(found);
      return;
    }
    boolean ownHandler = beans.getBeanNamesForType(EndHandler.class).length > 1;
    if (ownHandler && !found.isEmpty()) {
      throw new InvalidHandlerException(
          found.get(0) + " is a handler, and there is an EndHandler bean, which gets all ends");
    }
    if (started && !ownHandler) {
      methods = assigned(found);
    }
  }

  private static void requireTracker(List<EndMethod> found) {
    if (!found.isEmpty()) {
      throw new InvalidHandlerException(
          found.get(0)
              + " would never be called: there is no tracker, which needs one DataSource, or one"
              + " that is primary");
    }
  }

  private static void collect(String bean, Class<?> type, List<EndMethod> found) {
    Map<Method, OnVideoTaskEnd> annotated =
        MethodIntrospector.selectMethods(
            type,
            (MethodIntrospector.MetadataLookup<@Nullable OnVideoTaskEnd>)
                method -> AnnotatedElementUtils.findMergedAnnotation(method, OnVideoTaskEnd.class));
    annotated.forEach(
        (method, annotation) -> {
          List<TrackOutcome> outcomes = List.of(annotation.value());
          EndMethod handler = new EndMethod(bean, type, method, Set.copyOf(outcomes));
          if (method.getParameterCount() != 1
              || !method.getParameterTypes()[0].equals(TrackedEnd.class)) {
            throw new InvalidHandlerException(handler + " must have one parameter, a TrackedEnd");
          }
          found.add(handler);
        });
  }

  private static Map<TrackOutcome, EndMethod> assigned(List<EndMethod> found) {
    Map<TrackOutcome, EndMethod> assigned = new EnumMap<>(TrackOutcome.class);
    EndMethod others = null;
    for (EndMethod method : found) {
      if (method.outcomes().isEmpty()) {
        others = only(others, method, "all other outcomes");
      }
      for (TrackOutcome outcome : method.outcomes()) {
        assigned.put(outcome, only(assigned.get(outcome), method, outcome.name()));
      }
    }
    Set<TrackOutcome> missing = EnumSet.allOf(TrackOutcome.class);
    missing.removeAll(assigned.keySet());
    if (others == null && !missing.isEmpty()) {
      throw new InvalidHandlerException(
          found.isEmpty()
              ? "the tracker has no handler"
              : "no method handles " + missing + "; one without outcomes takes the rest");
    }
    for (TrackOutcome outcome : missing) {
      if (others != null) {
        assigned.put(outcome, others);
      }
    }
    return Map.copyOf(assigned);
  }

  private static EndMethod only(@Nullable EndMethod before, EndMethod now, String what) {
    if (before != null) {
      throw new InvalidHandlerException(
          "both " + before + " and " + now + " handle " + what + ", and each end has one handler");
    }
    return now;
  }

  @Override
  public void ended(TrackedEnd end) throws Exception {
    EndMethod handler = methods.get(end.outcome());
    if (handler == null) {
      throw new InvalidHandlerException("no method handles " + end.outcome());
    }
    Object bean = beans.getBean(handler.bean());
    Method method = AopUtils.selectInvocableMethod(handler.method(), bean.getClass());
    ReflectionUtils.makeAccessible(method);
    try {
      method.invoke(bean, end);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof Exception thrown) {
        throw thrown;
      }
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw e;
    }
  }
}
