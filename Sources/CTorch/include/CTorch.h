// A C door to libtorch, as wide as this package's trainer needs and no wider.
//
// Who owns what
// - A `ct_tensor` that a function writes through its `out` pointer belongs to the caller, who gives it back with
//   `ct_tensor_free`, once. Tensors that are passed in stay the caller's. A handle is one reference to a libtorch
//   tensor: two handles may share storage (views, `detach`), and libtorch counts for itself.
// - Arrays that are passed in (values, shapes, lists of handles) are read during the call and never kept.
// - Arrays that are written to (`values`, `shape`) belong to the caller and must be large enough.
// - `ct_last_error` returns memory of this library, valid until the next failing call on the same thread.
//
// Errors
// - A function that can fail returns 0 for success; otherwise it has written nothing to `out` and the calling
//   thread's `ct_last_error` holds the first line of libtorch's message. No C++ exception leaves this library.
//
// Threads
// - Handles may be used from any thread, one thread at a time. Gradient mode and autocast belong to the thread.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// One reference to a libtorch tensor.
typedef struct ct_tensor {
  void *pointer;
} ct_tensor;

typedef enum ct_dtype { CT_FLOAT32 = 0, CT_INT64 = 1, CT_BOOL = 2, CT_BFLOAT16 = 3, CT_FLOAT64 = 4 } ct_dtype;

/// `cpu` where `cuda` is false; otherwise the CUDA device `index`.
typedef struct ct_device {
  bool cuda;
  int32_t index;
} ct_device;

typedef enum ct_unary_operation {
  CT_NEGATE, CT_EXP, CT_LOG, CT_SQRT, CT_RSQRT, CT_ABS, CT_SQUARE, CT_RECIPROCAL, CT_TANH, CT_SIGMOID, CT_RELU,
  CT_GELU, CT_SILU, CT_SIN, CT_COS, CT_FLOOR, CT_ISFINITE, CT_NOT,
} ct_unary_operation;

typedef enum ct_binary_operation {
  CT_ADD, CT_SUBTRACT, CT_MULTIPLY, CT_DIVIDE, CT_MAXIMUM, CT_MINIMUM, CT_POWER, CT_EQUAL, CT_NOT_EQUAL, CT_LESS,
  CT_LESS_EQUAL, CT_GREATER, CT_GREATER_EQUAL, CT_AND, CT_OR, CT_MATMUL,
} ct_binary_operation;

typedef enum ct_reduction { CT_SUM, CT_MEAN, CT_MAX, CT_MIN, CT_ANY, CT_ALL } ct_reduction;

// MARK: Errors and context

/// The first line of what went wrong in the calling thread's last failing call.
const char *ct_last_error(void);
/// libtorch's version, such as "2.13.0".
const char *ct_version(void);
/// Whether a CUDA device can be used; loads the CUDA half of libtorch where there is one.
bool ct_cuda_is_available(void);
/// Lets the C library keep freed memory for the next step instead of giving it back to the system, page by page.
void ct_keep_freed_memory(void);
int ct_set_thread_count(int32_t count);
int32_t ct_thread_count(void);
/// Whether operations on the calling thread record what `ct_backward` needs.
bool ct_gradients_enabled(void);
void ct_set_gradients_enabled(bool enabled);
/// Begins bfloat16 autocast; `*token` restores what was in force. Ending empties the cache of cast weights.
int ct_autocast_begin(ct_device device, int32_t *token);
int ct_autocast_end(ct_device device, int32_t token);

// MARK: Making tensors (values are copied)

int ct_from_floats(const float *values, const int64_t *shape, size_t rank, ct_device device, ct_tensor *out);
int ct_from_int64s(const int64_t *values, const int64_t *shape, size_t rank, ct_device device, ct_tensor *out);
int ct_full(double value, const int64_t *shape, size_t rank, ct_dtype dtype, ct_device device, ct_tensor *out);
int ct_arange(int64_t count, ct_device device, ct_tensor *out);
/// Uniform in [0, 1), or standard normal, from a generator that starts from `seed` and is used for nothing else.
int ct_random(
  bool normal, uint64_t seed, const int64_t *shape, size_t rank, ct_device device, ct_tensor *out);
/// Q of `matrix = Q R`, signs chosen so that R's diagonal is positive: `[rows, columns]`, `rows >= columns`.
int ct_orthogonal(ct_tensor matrix, ct_tensor *out);
void ct_tensor_free(ct_tensor tensor);

// MARK: Reading tensors

int32_t ct_rank(ct_tensor tensor);
int64_t ct_count(ct_tensor tensor);
void ct_shape(ct_tensor tensor, int64_t *shape);
/// A `ct_dtype`, or -1 for one that this header does not name.
int32_t ct_dtype_of(ct_tensor tensor);
ct_device ct_device_of(ct_tensor tensor);
bool ct_is_same(ct_tensor left, ct_tensor right);
/// All elements in row-major order, converted, from any device.
int ct_to_floats(ct_tensor tensor, float *values);
int ct_to_int64s(ct_tensor tensor, int64_t *values);

// MARK: Gradients

bool ct_requires_gradient(ct_tensor tensor);
int ct_set_requires_gradient(ct_tensor tensor, bool required);
/// `*present` is false, and `*out` untouched, where there is no gradient yet.
int ct_gradient(ct_tensor tensor, bool *present, ct_tensor *out);
int ct_clear_gradient(ct_tensor tensor);
int ct_backward(ct_tensor scalar);
int ct_detach(ct_tensor tensor, ct_tensor *out);
int ct_clone(ct_tensor tensor, ct_tensor *out);
int ct_convert(ct_tensor tensor, ct_dtype dtype, ct_device device, ct_tensor *out);
int ct_contiguous(ct_tensor tensor, ct_tensor *out);

// MARK: Arithmetic

int ct_unary(ct_unary_operation operation, ct_tensor tensor, ct_tensor *out);
int ct_binary(ct_binary_operation operation, ct_tensor left, ct_tensor right, ct_tensor *out);
int ct_binary_scalar(ct_binary_operation operation, ct_tensor left, double right, ct_tensor *out);
int ct_leaky_relu(ct_tensor tensor, double slope, ct_tensor *out);
int ct_clamp(ct_tensor tensor, double minimum, double maximum, ct_tensor *out);
int ct_softmax(ct_tensor tensor, int64_t dimension, bool logarithm, ct_tensor *out);
/// Over all dimensions where `count` is 0.
int ct_reduce(
  ct_reduction reduction, ct_tensor tensor, const int64_t *dimensions, size_t count, bool keep, ct_tensor *out);
int ct_variance(
  ct_tensor tensor, const int64_t *dimensions, size_t count, bool unbiased, bool keep, ct_tensor *out);
int ct_argmax(ct_tensor tensor, int64_t dimension, ct_tensor *out);
int ct_cumulative_sum(ct_tensor tensor, int64_t dimension, ct_tensor *out);

// MARK: Shape and selection

int ct_reshape(ct_tensor tensor, const int64_t *shape, size_t rank, ct_tensor *out);
int ct_expand(ct_tensor tensor, const int64_t *shape, size_t rank, ct_tensor *out);
int ct_permute(ct_tensor tensor, const int64_t *order, size_t rank, ct_tensor *out);
int ct_transpose(ct_tensor tensor, int64_t first, int64_t second, ct_tensor *out);
int ct_squeeze(ct_tensor tensor, int64_t dimension, ct_tensor *out);
int ct_unsqueeze(ct_tensor tensor, int64_t dimension, ct_tensor *out);
int ct_slice(ct_tensor tensor, int64_t dimension, int64_t start, int64_t end, int64_t step, ct_tensor *out);
int ct_select(ct_tensor tensor, int64_t dimension, int64_t index, ct_tensor *out);
int ct_flip(ct_tensor tensor, int64_t dimension, ct_tensor *out);
/// `values` before and after, along `dimension`.
int ct_pad(ct_tensor tensor, int64_t dimension, int64_t before, int64_t after, double value, ct_tensor *out);
int ct_concatenate(const ct_tensor *tensors, size_t count, int64_t dimension, ct_tensor *out);
int ct_stack(const ct_tensor *tensors, size_t count, int64_t dimension, ct_tensor *out);
int ct_index_select(ct_tensor tensor, int64_t dimension, ct_tensor indices, ct_tensor *out);
int ct_gather(ct_tensor tensor, int64_t dimension, ct_tensor indices, ct_tensor *out);
int ct_where(ct_tensor condition, ct_tensor yes, ct_tensor no, ct_tensor *out);
int ct_masked_fill(ct_tensor tensor, ct_tensor mask, double value, ct_tensor *out);
int ct_one_hot(ct_tensor indices, int64_t classes, ct_tensor *out);

// MARK: In place (no gradient flows through these)

int ct_copy_in_place(ct_tensor tensor, ct_tensor source);
int ct_add_in_place(ct_tensor tensor, ct_tensor other, double scale);
int ct_multiply_in_place(ct_tensor tensor, double factor);
int ct_fill_in_place(ct_tensor tensor, double value);
/// `tensors[i] += weight * (targets[i] - tensors[i])`.
int ct_lerp_in_place(const ct_tensor *tensors, const ct_tensor *targets, size_t count, double weight);

// MARK: Layers. An absent optional tensor is a null handle.

/// `input [..., inputs]`, `weight [units, inputs]`, `bias [units]` or null.
int ct_linear(ct_tensor input, ct_tensor weight, ct_tensor bias, ct_tensor *out);
/// `input [batch, channels, frames]`, `weight [out, channels, kernel]`, `bias [out]` or null.
int ct_conv1d(
  ct_tensor input, ct_tensor weight, ct_tensor bias, int64_t stride, int64_t padding, int64_t dilation,
  ct_tensor *out);
/// The same on `input [batch, frames, channels]`, with zeros `before` and `after`; the result is time-major too.
int ct_conv1d_time_major(
  ct_tensor input, ct_tensor weight, ct_tensor bias, int64_t stride, int64_t before, int64_t after,
  int64_t dilation, ct_tensor *out);
/// `input [batch, channels]` or `[batch, channels, frames]`; the running statistics are updated in place in training.
int ct_batch_norm(
  ct_tensor input, ct_tensor weight, ct_tensor bias, ct_tensor running_mean, ct_tensor running_variance,
  bool training, double momentum, double epsilon, ct_tensor *out);
/// Batch normalisation of `input [batch, frames, channels]` where clip `i` has `lengths[i]` frames (int64, on the
/// CPU) and the rest is padding: statistics over valid frames alone, zeros in the padding of the result. What is
/// negative afterwards is multiplied by `negative_slope`, at least 0: 1 leaves it, 0 makes a ReLU.
int ct_batch_norm_time_major(
  ct_tensor input, ct_tensor lengths, ct_tensor weight, ct_tensor bias, ct_tensor running_mean,
  ct_tensor running_variance, bool training, double momentum, double epsilon, double negative_slope,
  ct_tensor *out);
/// Over the last dimension.
int ct_layer_norm(ct_tensor input, ct_tensor weight, ct_tensor bias, double epsilon, ct_tensor *out);
/// `input [batch, frames, inputs]` -> `[batch, frames, hidden]`, gates in the order input, forget, cell, output;
/// `bias [4 * hidden]`. `reverse_weights` is null or the three parameters of a second, backward direction (all
/// clips full length), whose output is concatenated behind the forward one's.
int ct_lstm(
  ct_tensor input, ct_tensor weight_ih, ct_tensor weight_hh, ct_tensor bias, const ct_tensor *reverse_weights,
  ct_tensor *out);
/// The same with one direction and the hidden state multiplied by `mask [batch, hidden]` before it enters the gates.
int ct_lstm_masked_state(
  ct_tensor input, ct_tensor weight_ih, ct_tensor weight_hh, ct_tensor bias, ct_tensor mask, ct_tensor *out);
/// `input [batch, frames, channels]` with the first `lengths[i]` (int64, on the CPU) frames of each clip in reverse
/// order and the padding where it was.
int ct_reverse_frames(ct_tensor input, ct_tensor lengths, ct_tensor *out);
/// Zeroes elements at `rate` and scales the others by `1 / (1 - rate)`. Which ones follows from `seed` alone: the same
/// for any number of threads.
int ct_dropout(ct_tensor input, double rate, uint64_t seed, ct_tensor *out);
/// Over `size` consecutive frames of `input [batch, frames, channels]`, stride `size`; a last, partial window counts.
int ct_max_pool_time_major(ct_tensor input, int64_t size, ct_tensor *out);
/// The same; a last, partial window is averaged over what it has.
int ct_average_pool_time_major(ct_tensor input, int64_t size, ct_tensor *out);
/// As PyTorch's, over frames of `input [batch, channels, frames]`.
int ct_max_pool1d(ct_tensor input, int64_t size, int64_t stride, int64_t padding, bool ceil, ct_tensor *out);
int ct_average_pool1d(
  ct_tensor input, int64_t size, int64_t stride, int64_t padding, bool ceil, bool count_padding, ct_tensor *out);
/// `logits [batch, classes]`; `target` int64 `[batch]` or probabilities `[batch, classes]`; `weight [classes]` or null.
/// Reduction 0: none, 1: mean, 2: sum.
int ct_cross_entropy(
  ct_tensor logits, ct_tensor target, ct_tensor weight, int32_t reduction, double smoothing, ct_tensor *out);

// MARK: Optimisation. Parameters without a gradient are left as they are.

/// Scales all gradients so that their common 2-norm is at most `maximum`; `*norm` is what it was.
int ct_clip_gradient_norm(const ct_tensor *parameters, size_t count, double maximum, double *norm);
/// `v += momentum_buffer`; see PyTorch's `torch.optim.SGD`. `momenta` is null without momentum.
int ct_sgd_step(
  const ct_tensor *parameters, const ct_tensor *momenta, const double *decays, size_t count, double rate,
  double momentum, bool nesterov);
int ct_rmsprop_step(
  const ct_tensor *parameters, const ct_tensor *squares, const double *decays, size_t count, double rate,
  double smoothing, double epsilon);
/// AdamW with decoupled decay; `step` counts from 1.
int ct_adamw_step(
  const ct_tensor *parameters, const ct_tensor *means, const ct_tensor *squares, const double *decays,
  size_t count, int64_t step, double rate, double beta1, double beta2, double epsilon);

#ifdef __cplusplus
}
#endif
