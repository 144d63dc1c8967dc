// Found without pkg-config: Debian's kissfft-float.pc carries -D flags that SwiftPM refuses with a warning at every
// build, and both only repeat the defaults (float scalars; visibility outside Windows).
#if __has_include(<kissfft/kiss_fft.h>)
#include <kissfft/kiss_fft.h>
#include <kissfft/kiss_fftr.h>
#else
#include <kiss_fft.h>
#include <kiss_fftr.h>
#endif
