/**
 * The library that generated code calls.
 *
 * <p>Applications use {@link io.videotask.generated.runtime.RawJson}, {@link
 * io.videotask.generated.runtime.DriftReporting}, {@link
 * io.videotask.generated.runtime.DriftListener} and {@link
 * io.videotask.generated.runtime.FreeFormReader}. The other public types are public because
 * generated adapters are in packages of their own: {@link
 * io.videotask.generated.runtime.TolerantReader}, {@link
 * io.videotask.generated.runtime.ModelWriter}, {@link
 * io.videotask.generated.runtime.TolerantAdapter}, {@link
 * io.videotask.generated.runtime.TolerantAdapterFactory}, {@link
 * io.videotask.generated.runtime.ValueReader} and {@link
 * io.videotask.generated.runtime.ValueWriter}. They may change with the generator: use the same
 * version of both.
 */
@NullMarked
package io.videotask.generated.runtime;

import org.jspecify.annotations.NullMarked;
