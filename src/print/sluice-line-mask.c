/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-line-mask.h"

#include <string.h>

#if defined (__x86_64__)
#include <immintrin.h>
#elif defined (__aarch64__) && defined (__ARM_NEON)
#include <arm_neon.h>
#endif

/*
 * Finds bytes, 64 at a time: the one loop of Sluice that every byte of every
 * print file passes. Each engine loads a word and compares it with one byte;
 * the rest is written once, and compiled for each.
 */

#define INLINE static inline __attribute__ ((always_inline))

/* Eight bytes at once, without any special instruction. */
typedef struct
{
  guint64 parts[8];
} PortableWord;

INLINE PortableWord
load_portable (const guint8 *data)
{
  PortableWord word;

  memcpy (word.parts, data, sizeof word.parts);
  return word;
}

INLINE guint64
compare_portable (PortableWord word,
                  guint8       byte)
{
  const guint64 low = G_GUINT64_CONSTANT (0x7f7f7f7f7f7f7f7f);
  guint64 mask = 0;

  for (guint i = 0; i < 8; i++)
    {
      guint64 differs = GUINT64_FROM_LE (word.parts[i]) ^ (G_GUINT64_CONSTANT (0x0101010101010101) * byte);
      /* The high bit of each byte that is equal, then these eight bits side by side. */
      guint64 equal = ~(((differs & low) + low) | differs | low);

      mask |= ((equal >> 7) * G_GUINT64_CONSTANT (0x0102040810204080) >> 56) << (8 * i);
    }

  return mask;
}

INLINE guint
count_portable (guint64 mask)
{
  mask -= (mask >> 1) & G_GUINT64_CONSTANT (0x5555555555555555);
  mask = (mask & G_GUINT64_CONSTANT (0x3333333333333333)) + ((mask >> 2) & G_GUINT64_CONSTANT (0x3333333333333333));
  mask = (mask + (mask >> 4)) & G_GUINT64_CONSTANT (0x0f0f0f0f0f0f0f0f);
  return mask * G_GUINT64_CONSTANT (0x0101010101010101) >> 56;
}

#define DEFINE_ENGINE(Name, Word, Target)                                         \
  Target static guint find_starts_##Name (const guint8 *data,                     \
                                          guint         n_words,                  \
                                          guint64      *carry,                    \
                                          guint64      *out_starts)               \
  {                                                                               \
    guint64 begins = *carry;                                                      \
    guint count = 0;                                                              \
                                                                                  \
    for (guint i = 0; i < n_words; i++)                                           \
      {                                                                           \
        Word word = load_##Name (data + (gsize) i * SLUICE_LINE_WORD);            \
        guint64 newlines = compare_##Name (word, '\n');                           \
                                                                                  \
        out_starts[i] = (newlines << 1 | begins) & ~compare_##Name (word, 'G');   \
        begins = newlines >> 63;                                                  \
        count += count_##Name (newlines);                                         \
      }                                                                           \
                                                                                  \
    *carry = begins;                                                              \
    return count;                                                                 \
  }                                                                               \
                                                                                  \
  Target static guint find_lines_##Name (const guint8 *data,                      \
                                         guint         n_words,                   \
                                         guint64      *carry,                     \
                                         guint64      *out_starts)                \
  {                                                                               \
    guint64 begins = *carry;                                                      \
    guint count = 0;                                                              \
                                                                                  \
    for (guint i = 0; i < n_words; i++)                                           \
      {                                                                           \
        Word word = load_##Name (data + (gsize) i * SLUICE_LINE_WORD);            \
        guint64 newlines = compare_##Name (word, '\n');                           \
                                                                                  \
        out_starts[i] = newlines << 1 | begins;                                   \
        begins = newlines >> 63;                                                  \
        count += count_##Name (newlines);                                         \
      }                                                                           \
                                                                                  \
    *carry = begins;                                                              \
    return count;                                                                 \
  }                                                                               \
                                                                                  \
  static const SluiceLineMaskFuncs Name##_funcs = { find_starts_##Name, find_lines_##Name };

DEFINE_ENGINE (portable, PortableWord, )

#if defined (__x86_64__)

typedef struct
{
  __m128i parts[4];
} BaselineWord;

INLINE BaselineWord
load_baseline (const guint8 *data)
{
  BaselineWord word;

  for (guint i = 0; i < 4; i++)
    word.parts[i] = _mm_loadu_si128 ((const __m128i *) (const void *) (data + 16 * i));
  return word;
}

INLINE guint64
compare_baseline (BaselineWord word,
                  char         byte)
{
  guint64 mask = 0;

  for (guint i = 0; i < 4; i++)
    mask |= (guint64) (guint32) _mm_movemask_epi8 (_mm_cmpeq_epi8 (word.parts[i], _mm_set1_epi8 (byte))) << (16 * i);
  return mask;
}

#define count_baseline count_portable

DEFINE_ENGINE (baseline, BaselineWord, )

#define AVX2 __attribute__ ((target ("avx2,popcnt")))

typedef struct
{
  __m256i parts[2];
} Avx2Word;

AVX2 INLINE Avx2Word
load_avx2 (const guint8 *data)
{
  Avx2Word word;

  word.parts[0] = _mm256_loadu_si256 ((const __m256i *) (const void *) data);
  word.parts[1] = _mm256_loadu_si256 ((const __m256i *) (const void *) (data + 32));
  return word;
}

AVX2 INLINE guint64
compare_avx2 (Avx2Word word,
              char     byte)
{
  __m256i wanted = _mm256_set1_epi8 (byte);

  return (guint64) (guint32) _mm256_movemask_epi8 (_mm256_cmpeq_epi8 (word.parts[0], wanted)) |
         (guint64) (guint32) _mm256_movemask_epi8 (_mm256_cmpeq_epi8 (word.parts[1], wanted)) << 32;
}

#define count_avx2 (guint) __builtin_popcountll

DEFINE_ENGINE (avx2, Avx2Word, AVX2)

#elif defined (__aarch64__) && defined (__ARM_NEON) && G_BYTE_ORDER == G_LITTLE_ENDIAN

typedef uint8x16x4_t BaselineWord;

INLINE BaselineWord
load_baseline (const guint8 *data)
{
  BaselineWord word = { { vld1q_u8 (data), vld1q_u8 (data + 16), vld1q_u8 (data + 32), vld1q_u8 (data + 48) } };

  return word;
}

/* One bit of each byte, then neighbours added until eight bytes are one. */
INLINE guint64
compare_baseline (BaselineWord word,
                  guint8       byte)
{
  const uint8x16_t bits = { 1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128 };
  const uint8x16_t wanted = vdupq_n_u8 (byte);
  uint8x16_t first = vpaddq_u8 (vandq_u8 (vceqq_u8 (word.val[0], wanted), bits),
                                vandq_u8 (vceqq_u8 (word.val[1], wanted), bits));
  uint8x16_t second = vpaddq_u8 (vandq_u8 (vceqq_u8 (word.val[2], wanted), bits),
                                 vandq_u8 (vceqq_u8 (word.val[3], wanted), bits));

  first = vpaddq_u8 (first, second);
  return vgetq_lane_u64 (vreinterpretq_u64_u8 (vpaddq_u8 (first, first)), 0);
}

#define count_baseline (guint) __builtin_popcountll

DEFINE_ENGINE (baseline, BaselineWord, )

#else

#define baseline_funcs portable_funcs

#endif

/** sluice_line_engine_is_there: whether this processor has what @engine needs. */
gboolean
sluice_line_engine_is_there (SluiceLineEngine engine)
{
#if defined (__x86_64__)
  return engine != SLUICE_LINE_ENGINE_AVX2 || (__builtin_cpu_supports ("avx2") && __builtin_cpu_supports ("popcnt"));
#else
  return engine != SLUICE_LINE_ENGINE_AVX2;
#endif
}

/** sluice_line_engine_get_best: the fastest that is there. */
SluiceLineEngine
sluice_line_engine_get_best (void)
{
  return sluice_line_engine_is_there (SLUICE_LINE_ENGINE_AVX2) ? SLUICE_LINE_ENGINE_AVX2 : SLUICE_LINE_ENGINE_BASELINE;
}

/** sluice_line_engine_get_funcs: (transfer none): those of @engine, which has to be there. */
const SluiceLineMaskFuncs *
sluice_line_engine_get_funcs (SluiceLineEngine engine)
{
  switch (engine)
    {
#if defined (__x86_64__)
    case SLUICE_LINE_ENGINE_AVX2:
      return &avx2_funcs;
#else
    case SLUICE_LINE_ENGINE_AVX2:
#endif
    case SLUICE_LINE_ENGINE_BASELINE:
      return &baseline_funcs;
    case SLUICE_LINE_ENGINE_PORTABLE:
    default:
      return &portable_funcs;
    }
}
