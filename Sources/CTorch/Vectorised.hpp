// What our own loops over elements share.
#pragma once

#include <bit>
#include <cstdint>

/// Compiles a function once for each of these machines; the one that fits is chosen when the program starts.
#if defined(__x86_64__) && defined(__linux__)
#define CT_VECTORISED __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define CT_VECTORISED
#endif

/// Into each clone, so that it is compiled for that machine.
#define CT_INLINE inline __attribute__((always_inline))

namespace shim {

/// The upper half of a float.
struct bfloat16 {
  uint16_t bits;
};

CT_INLINE float load(float value) { return value; }

CT_INLINE float load(bfloat16 value) { return std::bit_cast<float>(static_cast<uint32_t>(value.bits) << 16); }

CT_INLINE void store(float &target, float value) { target = value; }

CT_INLINE void store(bfloat16 &target, float value) {
  // To nearest, ties to even; what is not a number stays that.
  auto bits = std::bit_cast<uint32_t>(value);
  auto rounded = (bits + 0x7fffu + ((bits >> 16) & 1u)) >> 16;
  target.bits = static_cast<uint16_t>(value == value ? rounded : 0x7fc0u);
}

}  // namespace shim
