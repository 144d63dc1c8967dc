#include <portaudio.h>

// Swift cannot write a function with `...`, and ALSA hands its messages to one (alsa/error.h, snd_lib_error_handler_t).
typedef void (*CPortAudioMessageHandler)(const char *file, int line, const char *function, int error, const char *format, ...);

static void CPortAudioIgnoreMessage(const char *file, int line, const char *function, int error, const char *format, ...) {
  (void)file, (void)line, (void)function, (void)error, (void)format;
}

/// Calls `snd_lib_error_set_handler`, which the caller has looked up, with a handler that does nothing.
static inline void CPortAudioIgnoreMessages(void *setHandler) {
  ((int (*)(CPortAudioMessageHandler))setHandler)(CPortAudioIgnoreMessage);
}
