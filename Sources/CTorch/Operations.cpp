// Arithmetic, reductions, shapes, selection, and what happens in place.
#include "Shim.hpp"

using namespace shim;

static at::Tensor unary(ct_unary_operation operation, const at::Tensor &x) {
  switch (operation) {
    case CT_NEGATE: return x.neg();
    case CT_EXP: return x.exp();
    case CT_LOG: return x.log();
    case CT_SQRT: return x.sqrt();
    case CT_RSQRT: return x.rsqrt();
    case CT_ABS: return x.abs();
    case CT_SQUARE: return x.square();
    case CT_RECIPROCAL: return x.reciprocal();
    case CT_TANH: return x.tanh();
    case CT_SIGMOID: return x.sigmoid();
    case CT_RELU: return x.relu();
    case CT_GELU: return at::gelu(x);
    case CT_SILU: return at::silu(x);
    case CT_SIN: return x.sin();
    case CT_COS: return x.cos();
    case CT_FLOOR: return x.floor();
    case CT_ISFINITE: return x.isfinite();
    case CT_NOT: return x.logical_not();
  }
  TORCH_CHECK(false, "no unary operation has the number ", static_cast<int>(operation));
}

/// `Right` is a tensor or a scalar.
template <class Right>
static at::Tensor arithmetic(ct_binary_operation operation, const at::Tensor &left, const Right &right) {
  switch (operation) {
    case CT_ADD: return left.add(right);
    case CT_SUBTRACT: return left.sub(right);
    case CT_MULTIPLY: return left.mul(right);
    case CT_DIVIDE: return left.div(right);
    case CT_POWER: return left.pow(right);
    case CT_EQUAL: return left.eq(right);
    case CT_NOT_EQUAL: return left.ne(right);
    case CT_LESS: return left.lt(right);
    case CT_LESS_EQUAL: return left.le(right);
    case CT_GREATER: return left.gt(right);
    case CT_GREATER_EQUAL: return left.ge(right);
    default: TORCH_CHECK(false, "no such binary operation for these operands: ", static_cast<int>(operation));
  }
}

static at::Tensor binary(ct_binary_operation operation, const at::Tensor &left, const at::Tensor &right) {
  switch (operation) {
    case CT_MAXIMUM: return at::maximum(left, right);
    case CT_MINIMUM: return at::minimum(left, right);
    case CT_AND: return left.logical_and(right);
    case CT_OR: return left.logical_or(right);
    case CT_MATMUL: return left.matmul(right);
    default: return arithmetic(operation, left, right);
  }
}

int ct_unary(ct_unary_operation operation, ct_tensor tensor, ct_tensor *out) {
  return delivering(out, [&] { return unary(operation, unwrap(tensor)); });
}

int ct_binary(ct_binary_operation operation, ct_tensor left, ct_tensor right, ct_tensor *out) {
  return delivering(out, [&] { return binary(operation, unwrap(left), unwrap(right)); });
}

int ct_binary_scalar(ct_binary_operation operation, ct_tensor left, double right, ct_tensor *out) {
  return delivering(out, [&] {
    if (operation == CT_MAXIMUM) return unwrap(left).clamp_min(right);
    if (operation == CT_MINIMUM) return unwrap(left).clamp_max(right);
    return arithmetic(operation, unwrap(left), at::Scalar(right));
  });
}

int ct_leaky_relu(ct_tensor tensor, double slope, ct_tensor *out) {
  return delivering(out, [&] { return at::leaky_relu(unwrap(tensor), slope); });
}

int ct_clamp(ct_tensor tensor, double minimum, double maximum, ct_tensor *out) {
  return delivering(out, [&] { return unwrap(tensor).clamp(minimum, maximum); });
}

int ct_softmax(ct_tensor tensor, int64_t dimension, bool logarithm, ct_tensor *out) {
  return delivering(out, [&] {
    return logarithm ? unwrap(tensor).log_softmax(dimension) : unwrap(tensor).softmax(dimension);
  });
}

static std::vector<int64_t> all_or(const at::Tensor &tensor, const int64_t *chosen, size_t count) {
  if (count > 0) return {chosen, chosen + count};
  std::vector<int64_t> all(static_cast<size_t>(tensor.dim()));
  for (size_t i = 0; i < all.size(); ++i) all[i] = static_cast<int64_t>(i);
  return all;
}

int ct_reduce(
  ct_reduction reduction, ct_tensor tensor, const int64_t *dimensions, size_t count, bool keep, ct_tensor *out) {
  return delivering(out, [&] {
    const auto &x = unwrap(tensor);
    auto over = all_or(x, dimensions, count);
    switch (reduction) {
      case CT_SUM: return x.sum(over, keep);
      case CT_MEAN: return x.mean(over, keep);
      case CT_MAX: return x.amax(over, keep);
      case CT_MIN: return x.amin(over, keep);
      case CT_ANY: return x.any(over, keep);
      case CT_ALL: return x.all(over, keep);
    }
    TORCH_CHECK(false, "no reduction has the number ", static_cast<int>(reduction));
  });
}

int ct_variance(
  ct_tensor tensor, const int64_t *dimensions, size_t count, bool unbiased, bool keep, ct_tensor *out) {
  return delivering(out, [&] {
    const auto &x = unwrap(tensor);
    return x.var(all_or(x, dimensions, count), unbiased, keep);
  });
}

int ct_argmax(ct_tensor tensor, int64_t dimension, ct_tensor *out) {
  return delivering(out, [&] { return unwrap(tensor).argmax(dimension); });
}

int ct_cumulative_sum(ct_tensor tensor, int64_t dimension, ct_tensor *out) {
  return delivering(out, [&] { return unwrap(tensor).cumsum(dimension); });
}

int ct_reshape(ct_tensor tensor, const int64_t *shape, size_t rank, ct_tensor *out) {
  return delivering(out, [&] { return unwrap(tensor).reshape(dimensions(shape, rank)); });
}

int ct_expand(ct_tensor tensor, const int64_t *shape, size_t rank, ct_tensor *out) {
  return delivering(out, [&] { return unwrap(tensor).expand(dimensions(shape, rank)); });
}

int ct_permute(ct_tensor tensor, const int64_t *order, size_t rank, ct_tensor *out) {
  return delivering(out, [&] { return unwrap(tensor).permute(dimensions(order, rank)); });
}

int ct_transpose(ct_tensor tensor, int64_t first, int64_t second, ct_tensor *out) {
  return delivering(out, [&] { return unwrap(tensor).transpose(first, second); });
}

int ct_squeeze(ct_tensor tensor, int64_t dimension, ct_tensor *out) {
  return delivering(out, [&] { return unwrap(tensor).squeeze(dimension); });
}

int ct_unsqueeze(ct_tensor tensor, int64_t dimension, ct_tensor *out) {
  return delivering(out, [&] { return unwrap(tensor).unsqueeze(dimension); });
}

int ct_slice(ct_tensor tensor, int64_t dimension, int64_t start, int64_t end, int64_t step, ct_tensor *out) {
  return delivering(out, [&] { return unwrap(tensor).slice(dimension, start, end, step); });
}

int ct_select(ct_tensor tensor, int64_t dimension, int64_t index, ct_tensor *out) {
  return delivering(out, [&] { return unwrap(tensor).select(dimension, index); });
}

int ct_flip(ct_tensor tensor, int64_t dimension, ct_tensor *out) {
  return delivering(out, [&] { return unwrap(tensor).flip({dimension}); });
}

int ct_pad(ct_tensor tensor, int64_t dimension, int64_t before, int64_t after, double value, ct_tensor *out) {
  return delivering(out, [&] {
    const auto &x = unwrap(tensor);
    auto axis = dimension < 0 ? dimension + x.dim() : dimension;
    TORCH_CHECK(axis >= 0 && axis < x.dim(), "no dimension ", dimension, " in a tensor of rank ", x.dim());
    // libtorch counts pairs from the last dimension.
    std::vector<int64_t> amounts(static_cast<size_t>(2 * (x.dim() - axis)), 0);
    amounts[amounts.size() - 2] = before;
    amounts[amounts.size() - 1] = after;
    return at::constant_pad_nd(x, amounts, value);
  });
}

int ct_concatenate(const ct_tensor *tensors, size_t count, int64_t dimension, ct_tensor *out) {
  return delivering(out, [&] { return at::cat(unwrap(tensors, count), dimension); });
}

int ct_stack(const ct_tensor *tensors, size_t count, int64_t dimension, ct_tensor *out) {
  return delivering(out, [&] { return at::stack(unwrap(tensors, count), dimension); });
}

int ct_index_select(ct_tensor tensor, int64_t dimension, ct_tensor indices, ct_tensor *out) {
  return delivering(out, [&] { return unwrap(tensor).index_select(dimension, unwrap(indices)); });
}

int ct_gather(ct_tensor tensor, int64_t dimension, ct_tensor indices, ct_tensor *out) {
  return delivering(out, [&] { return unwrap(tensor).gather(dimension, unwrap(indices)); });
}

int ct_where(ct_tensor condition, ct_tensor yes, ct_tensor no, ct_tensor *out) {
  return delivering(out, [&] { return at::where(unwrap(condition), unwrap(yes), unwrap(no)); });
}

int ct_masked_fill(ct_tensor tensor, ct_tensor mask, double value, ct_tensor *out) {
  return delivering(out, [&] { return unwrap(tensor).masked_fill(unwrap(mask), value); });
}

int ct_one_hot(ct_tensor indices, int64_t classes, ct_tensor *out) {
  return delivering(out, [&] { return at::one_hot(unwrap(indices), classes).to(at::kFloat); });
}

int ct_copy_in_place(ct_tensor tensor, ct_tensor source) {
  return guarded([&] {
    at::NoGradGuard guard;
    auto &target = unwrap(tensor);
    TORCH_CHECK(
      target.sizes() == unwrap(source).sizes(), "a tensor of shape ", target.sizes(),
      " cannot take the values of one of shape ", unwrap(source).sizes());
    target.copy_(unwrap(source));
  });
}

int ct_add_in_place(ct_tensor tensor, ct_tensor other, double scale) {
  return guarded([&] {
    at::NoGradGuard guard;
    unwrap(tensor).add_(unwrap(other), scale);
  });
}

int ct_multiply_in_place(ct_tensor tensor, double factor) {
  return guarded([&] {
    at::NoGradGuard guard;
    unwrap(tensor).mul_(factor);
  });
}

int ct_fill_in_place(ct_tensor tensor, double value) {
  return guarded([&] {
    at::NoGradGuard guard;
    unwrap(tensor).fill_(value);
  });
}

int ct_lerp_in_place(const ct_tensor *tensors, const ct_tensor *targets, size_t count, double weight) {
  return guarded([&] {
    at::NoGradGuard guard;
    for (size_t i = 0; i < count; ++i) unwrap(tensors[i]).lerp_(unwrap(targets[i]), weight);
  });
}
