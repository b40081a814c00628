/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-base-error.h"
#include "sluice-json.h"
#include "sluice-printer-wire.h"
#include "sluice-watch-pace.h"

#include <string.h>

/* What print servers answer, read into the one model of a printer. */

typedef struct
{
  SluicePrinterAnswer answers[SLUICE_PRINTER_MAX_LOOKS];
} Answers;

static void
clear_answers (Answers *answers)
{
  for (guint i = 0; i < G_N_ELEMENTS (answers->answers); i++)
    g_clear_pointer (&answers->answers[i].node, json_node_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Answers, clear_answers)

static void
answer (Answers    *answers,
        guint       i,
        guint       status,
        const char *text)
{
  SluicePrinterAnswer *one = &answers->answers[i];

  g_clear_pointer (&one->node, json_node_unref);
  one->status = status;
  if (text != NULL)
    {
      g_autoptr(GBytes) bytes = g_bytes_new_static (text, strlen (text));
      g_autoptr(GError) error = NULL;

      one->node = sluice_json_parse (bytes, 1 << 20, &error);
      g_assert_no_error (error);
    }
}

static SluicePrinter *
new_printer (void)
{
  g_autoptr(SluiceObservation) observation = sluice_observation_new ("A source");

  return sluice_printer_new ("id", observation);
}

static void
apply (const SluicePrinterWire *wire,
       Answers                 *answers,
       SluicePrinter           *printer)
{
  g_auto(SluicePrinterReading) reading = { 0 };
  g_autoptr(GError) error = NULL;

  sluice_printer_reading_init (&reading);
  g_assert_true (wire->read (answers->answers, &reading, &error));
  g_assert_no_error (error);
  sluice_printer_reading_apply (&reading, printer);
}

static void
assert_temperature (SluicePrinter *printer,
                    const char    *name,
                    double         expected_actual,
                    double         expected_target)
{
  SluiceTemperatureLog *log = sluice_printer_get_temperatures (printer);
  gint64 time;
  double actual;
  double target;

  g_assert_nonnull (log);
  for (guint i = 0; i < sluice_temperature_log_get_n_heaters (log); i++)
    if (g_str_equal (sluice_temperature_log_get_heater (log, i), name))
      {
        g_assert_true (sluice_temperature_log_get_sample (log, i, sluice_temperature_log_get_n_samples (log) - 1, &time,
                                                          &actual, &target));
        g_assert_cmpfloat_with_epsilon (actual, expected_actual, 0.01);
        g_assert_cmpfloat_with_epsilon (target, expected_target, 0.01);
        return;
      }
  g_error ("no heater %s", name);
}

#define OCTO_FLAGS(flags) "{\"state\":{\"text\":\"Irgendwas\",\"flags\":{" flags "}}," \
  "\"temperature\":{\"tool0\":{\"actual\":214.8,\"target\":220.0,\"offset\":0}," \
  "\"bed\":{\"actual\":50,\"target\":null},\"tool1\":17}}"

static const char octo_job[] =
  "{\"job\":{\"file\":{\"name\":\"whistle.gcode\",\"path\":\"a/whistle.gcode\",\"display\":\"Whistle\"},"
  "\"estimatedPrintTime\":8811.5,\"filament\":{}},"
  "\"progress\":{\"completion\":25,\"printTime\":2500,\"printTimeLeft\":6000},\"state\":\"Printing\"}";

static void
test_octoprint (void)
{
  g_autoptr(SluicePrinter) printer = new_printer ();
  g_auto(Answers) answers = { 0 };
  SluicePrintJob *job;
  gint64 low;
  gint64 high;

  answer (&answers, 0, 200, OCTO_FLAGS ("\"operational\":true,\"printing\":true,\"ready\":false"));
  answer (&answers, 1, 200, octo_job);
  answer (&answers, 2, 200, "{\"profiles\":{\"_default\":{\"model\":\"Other\"},\"mk3\":{\"model\":\"MK3\",\"current\":true}}}");
  answer (&answers, 3, 200, "{\"webcam\":{\"snapshotUrl\":\"/webcam/?action=snapshot\"}}");
  apply (&sluice_wire_octoprint, &answers, printer);

  g_assert_cmpint (sluice_printer_get_state (printer), ==, SLUICE_PRINTER_PRINTING);
  g_assert_cmpstr (sluice_printer_get_model (printer), ==, "MK3");
  g_assert_cmpstr (sluice_printer_get_camera (printer), ==, "/webcam/?action=snapshot");
  assert_temperature (printer, "tool0", 214.8, 220);
  assert_temperature (printer, "bed", 50, 0);
  job = sluice_printer_get_job (printer);
  g_assert_cmpstr (sluice_print_job_get_name (job), ==, "Whistle");
  g_assert_cmpfloat (sluice_print_job_get_progress (job), ==, 0.25);
  /* The slicer: 8811 − 2500; the printer: 6000; the pace: 7500. */
  g_assert_cmpint (sluice_print_job_get_time_left (job, &low, &high), ==, SLUICE_ESTIMATE_SEVERAL);
  g_assert_cmpint (low, ==, 6000);
  g_assert_cmpint (high, ==, 7500);

  answer (&answers, 0, 200, OCTO_FLAGS ("\"operational\":true,\"paused\":true"));
  apply (&sluice_wire_octoprint, &answers, printer);
  g_assert_cmpint (sluice_printer_get_state (printer), ==, SLUICE_PRINTER_PAUSED);
  g_assert_true (sluice_printer_get_job (printer) == job);

  /* It runs, and nothing is connected to it. */
  answer (&answers, 0, 409, NULL);
  answer (&answers, 1, 200, "{\"job\":{\"file\":{\"name\":null}},\"progress\":{\"completion\":null},\"state\":\"Offline\"}");
  apply (&sluice_wire_octoprint, &answers, printer);
  g_assert_cmpint (sluice_printer_get_state (printer), ==, SLUICE_PRINTER_OFFLINE);
  g_assert_null (sluice_printer_get_job (printer));
  g_assert_false (sluice_printer_get_needs_attention (printer));
}

#define KLIPPER(klippy, printing, duration) \
  "{\"result\":{\"eventtime\":1.5,\"status\":{\"webhooks\":{\"state\":\"" klippy "\",\"state_message\":\"x\"}," \
  "\"print_stats\":{\"state\":\"" printing "\",\"filename\":\"benchy.gcode\",\"print_duration\":" duration "," \
  "\"total_duration\":900.25},\"virtual_sdcard\":{\"progress\":0.5}," \
  "\"extruder\":{\"temperature\":201.5,\"target\":200},\"heater_bed\":{\"temperature\":60.1,\"target\":60}}}}"

static void
test_moonraker (void)
{
  g_autoptr(SluicePrinter) printer = new_printer ();
  g_autoptr(SluicePrintJob) first = NULL;
  g_auto(Answers) answers = { 0 };
  g_autoptr(SluiceRequest) more = NULL;
  gint64 low;
  gint64 high;

  answer (&answers, 0, 200, "{\"result\":{\"klippy_connected\":true,\"klippy_state\":\"ready\"}}");
  answer (&answers, 1, 200, KLIPPER ("ready", "printing", "600.5"));
  answer (&answers, 2, 200, "{\"result\":{\"software_version\":\"v0.12\"}}");
  answer (&answers, 3, 200, "{\"result\":{\"webcams\":[{\"enabled\":false,\"snapshot_url\":\"/a\"},{\"snapshot_url\":\"/b\"}]}}");
  g_assert_cmpstr (sluice_wire_moonraker.find_more (answers.answers), ==, "benchy.gcode");
  more = sluice_wire_moonraker.ask_more ("benchy.gcode");
  g_assert_cmpstr (sluice_request_get_path (more), ==, "/server/files/metadata");
  answer (&answers, 4, 200, "{\"result\":{\"estimated_time\":1300}}");
  apply (&sluice_wire_moonraker, &answers, printer);

  g_assert_cmpint (sluice_printer_get_state (printer), ==, SLUICE_PRINTER_PRINTING);
  g_assert_cmpstr (sluice_printer_get_firmware (printer), ==, "v0.12");
  g_assert_cmpstr (sluice_printer_get_camera (printer), ==, "/b");
  assert_temperature (printer, "tool0", 201.5, 200);
  assert_temperature (printer, "bed", 60.1, 60);
  first = g_object_ref (sluice_printer_get_job (printer));
  g_assert_cmpint (sluice_print_job_get_time_left (first, &low, &high), ==, SLUICE_ESTIMATE_SEVERAL);
  g_assert_cmpint (low, ==, 600);
  g_assert_cmpint (high, ==, 700);

  answer (&answers, 1, 200, KLIPPER ("ready", "complete", "1200"));
  apply (&sluice_wire_moonraker, &answers, printer);
  g_assert_true (sluice_printer_get_job (printer) == first);
  g_assert_cmpint (sluice_print_job_get_state (first), ==, SLUICE_JOB_FINISHED);
  g_assert_cmpfloat (sluice_print_job_get_progress (first), ==, 1);
  g_assert_cmpint (sluice_printer_get_state (printer), ==, SLUICE_PRINTER_IDLE);

  /* The same file once more is another job. */
  answer (&answers, 1, 200, KLIPPER ("ready", "printing", "3"));
  apply (&sluice_wire_moonraker, &answers, printer);
  g_assert_true (sluice_printer_get_job (printer) != first);

  /* Klipper is gone: what it was doing is not known any more. */
  answer (&answers, 1, 503, NULL);
  answer (&answers, 0, 200, "{\"result\":{\"klippy_connected\":false,\"klippy_state\":\"disconnected\"}}");
  apply (&sluice_wire_moonraker, &answers, printer);
  g_assert_cmpint (sluice_printer_get_state (printer), ==, SLUICE_PRINTER_OFFLINE);
  g_assert_null (sluice_printer_get_job (printer));

  answer (&answers, 0, 200, "{\"result\":{\"klippy_state\":\"shutdown\"}}");
  apply (&sluice_wire_moonraker, &answers, printer);
  g_assert_cmpint (sluice_printer_get_state (printer), ==, SLUICE_PRINTER_ERROR);
  g_assert_true (sluice_printer_get_needs_attention (printer));
}

static void
test_prusalink (void)
{
  static const struct
  {
    const char         *word;
    SluicePrinterState  state;
    SluiceJobState      job;
  } states[] = {
    { "IDLE", SLUICE_PRINTER_IDLE, SLUICE_JOB_UNKNOWN },
    { "READY", SLUICE_PRINTER_IDLE, SLUICE_JOB_UNKNOWN },
    { "BUSY", SLUICE_PRINTER_BUSY, SLUICE_JOB_PREPARING },
    { "PRINTING", SLUICE_PRINTER_PRINTING, SLUICE_JOB_PRINTING },
    { "PAUSED", SLUICE_PRINTER_PAUSED, SLUICE_JOB_PAUSED },
    { "FINISHED", SLUICE_PRINTER_WAIT_CLEANUP, SLUICE_JOB_FINISHED },
    { "STOPPED", SLUICE_PRINTER_WAIT_CLEANUP, SLUICE_JOB_ABORTED },
    { "ERROR", SLUICE_PRINTER_ERROR, SLUICE_JOB_FAILED },
    { "ATTENTION", SLUICE_PRINTER_ATTENTION, SLUICE_JOB_PAUSED },
    { "LEVITATING", SLUICE_PRINTER_UNKNOWN, SLUICE_JOB_UNKNOWN },
  };

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      g_autoptr(SluicePrinter) printer = new_printer ();
      g_auto(Answers) answers = { 0 };
      g_autofree char *status =
        g_strdup_printf ("{\"printer\":{\"state\":\"%s\",\"temp_nozzle\":170.2,\"target_nozzle\":215,\"temp_bed\":60}}",
                         states[i].word);
      SluicePrintJob *job;

      answer (&answers, 0, 200, status);
      answer (&answers, 1, 200, "{\"id\":73,\"progress\":42.0,\"time_printing\":840,\"time_remaining\":1160,"
                                "\"file\":{\"name\":\"BRACKE~1.GCO\",\"display_name\":\"Bracket.gcode\"}}");
      answer (&answers, 3, 200, "{\"firmware\":\"6.2.0\"}");
      answer (&answers, 4, 404, NULL);
      apply (&sluice_wire_prusalink, &answers, printer);

      g_assert_cmpint (sluice_printer_get_state (printer), ==, states[i].state);
      g_assert_cmpstr (sluice_printer_get_firmware (printer), ==, "6.2.0");
      g_assert_null (sluice_printer_get_camera (printer));
      assert_temperature (printer, "tool0", 170.2, 215);
      job = sluice_printer_get_job (printer);
      g_assert_cmpint (job != NULL ? sluice_print_job_get_state (job) : SLUICE_JOB_UNKNOWN, ==, states[i].job);
      if (job != NULL)
        g_assert_cmpstr (sluice_print_job_get_name (job), ==, "Bracket.gcode");
    }
}

static void
test_ultimaker_group (void)
{
  g_autoptr(SluiceObservation) observation = sluice_observation_new ("A source");
  g_autoptr(SluicePrinterGroup) group = sluice_printer_group_new ("id", observation);
  g_auto(Answers) answers = { 0 };
  g_autoptr(GError) error = NULL;
  g_autoptr(SluicePrinter) printer = NULL;

  answer (&answers, 0, 200, "[{\"uuid\":\"p1\",\"friendly_name\":\"Left\",\"machine_variant\":\"Ultimaker S5\",\"enabled\":true,"
                            "\"status\":\"idle\",\"firmware_version\":\"7.0.3\",\"firmware_update_status\":\"update_available\","
                            "\"latest_available_firmware\":\"8.1.0\",\"maintenance_required\":true}]");
  answer (&answers, 1, 200, "[]");
  g_assert_true (sluice_wire_ultimaker.read_group (answers.answers, group, &error));
  g_assert_no_error (error);
  printer = g_list_model_get_item (sluice_printer_group_get_printers (group), 0);
  g_assert_cmpstr (sluice_printer_get_firmware (printer), ==, "7.0.3");
  g_assert_cmpstr (sluice_printer_get_new_firmware (printer), ==, "8.1.0");
  g_assert_true (sluice_printer_get_maintenance_due (printer));

  answer (&answers, 1, 200, "{\"not\":\"a list\"}");
  g_assert_false (sluice_wire_ultimaker.read_group (answers.answers, group, &error));
  g_assert_error (error, SLUICE_BASE_ERROR, SLUICE_BASE_ERROR_FORMAT);
}

/* Wrong types everywhere: an error, or what is left; never a crash, and never a state that was not said. */
static void
test_garbage (void)
{
  static const char * const garbage[] = {
    "{}", "[]", "3", "null", "{\"result\":3}", "{\"result\":{\"status\":[],\"klippy_state\":7}}",
    "{\"printer\":[],\"state\":\"x\"}", "{\"printer\":{\"state\":3}}", "{\"state\":{\"flags\":[true]}}",
    "{\"job\":{\"file\":[]},\"progress\":{}}", "{\"result\":{\"klippy_state\":\"ready\",\"status\":{\"print_stats\":[]}}}",
  };
  const SluicePrinterWire * const wires[] = { &sluice_wire_octoprint, &sluice_wire_moonraker, &sluice_wire_prusalink };

  for (guint i = 0; i < G_N_ELEMENTS (wires); i++)
    for (guint j = 0; j < G_N_ELEMENTS (garbage); j++)
      {
        g_auto(Answers) answers = { 0 };
        g_auto(SluicePrinterReading) reading = { 0 };
        g_autoptr(GError) error = NULL;

        for (guint k = 0; k < SLUICE_PRINTER_MAX_LOOKS; k++)
          answer (&answers, k, 200, garbage[j]);
        if (wires[i]->find_more != NULL)
          wires[i]->find_more (answers.answers);
        sluice_printer_reading_init (&reading);
        if (!wires[i]->read (answers.answers, &reading, &error))
          g_assert_error (error, SLUICE_BASE_ERROR, SLUICE_BASE_ERROR_FORMAT);
        else
          {
            g_assert_cmpint (reading.printer.state, !=, SLUICE_PRINTER_PRINTING);
            g_assert_null (reading.job_key);
          }
      }
}

/* Nobody asks for what nobody looks at, and the vendor never more than once in ten seconds. */
static void
test_pace (void)
{
  const SluiceEndpointKind kinds[] = { SLUICE_ENDPOINT_CLOUD, SLUICE_ENDPOINT_LOCAL_NETWORK };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_assert_cmpuint (sluice_watch_pace (kinds[i], SLUICE_WATCH_HIDDEN, FALSE, FALSE), ==, 0);
      g_assert_cmpuint (sluice_watch_pace (kinds[i], SLUICE_WATCH_HIDDEN, TRUE, FALSE), >, 0);
      for (int level = SLUICE_WATCH_OPEN; level <= SLUICE_WATCH_LOOKED_AT; level++)
        {
          g_assert_cmpuint (sluice_watch_pace (kinds[i], level, TRUE, FALSE), <=,
                            sluice_watch_pace (kinds[i], level, FALSE, FALSE));
          g_assert_cmpuint (sluice_watch_pace (SLUICE_ENDPOINT_CLOUD, level, TRUE, FALSE), >=, 10000);
        }
    }
  g_assert_cmpuint (sluice_watch_pace (SLUICE_ENDPOINT_CLOUD, SLUICE_WATCH_OPEN, TRUE, TRUE), >,
                    sluice_watch_pace (SLUICE_ENDPOINT_CLOUD, SLUICE_WATCH_OPEN, TRUE, FALSE));
  g_assert_cmpuint (sluice_watch_pace (SLUICE_ENDPOINT_LOCAL_NETWORK, SLUICE_WATCH_OPEN, TRUE, TRUE), ==,
                    sluice_watch_pace (SLUICE_ENDPOINT_LOCAL_NETWORK, SLUICE_WATCH_OPEN, TRUE, FALSE));
}

static void
test_temperature_log (void)
{
  g_autoptr(SluiceTemperatureLog) log = sluice_temperature_log_new ();
  gint64 time;
  double actual;
  double target;

  for (guint i = 0; i < 5000; i++)
    {
      const SluiceTemperature both[] = { { "tool0", i % 300, 200 }, { "bed", i == 4999 ? 1e9 : 60, 60 } };

      sluice_temperature_log_add (log, (gint64) i * 6 * G_USEC_PER_SEC, both, G_N_ELEMENTS (both));
    }
  g_assert_cmpuint (sluice_temperature_log_get_n_heaters (log), ==, 2);
  g_assert_cmpuint (sluice_temperature_log_get_n_samples (log), ==, 360);
  g_assert_true (sluice_temperature_log_get_sample (log, 0, 359, &time, &actual, &target));
  g_assert_cmpint (time, ==, G_GINT64_CONSTANT (29994) * G_USEC_PER_SEC);
  /* What no bed can have was not measured. */
  g_assert_false (sluice_temperature_log_get_sample (log, 1, 359, &time, &actual, &target));

  /* Samples that come faster take the place of the newest. */
  for (guint i = 1; i <= 10; i++)
    sluice_temperature_log_add (log, G_GINT64_CONSTANT (29994) * G_USEC_PER_SEC + i * G_USEC_PER_SEC,
                                &(SluiceTemperature) { "tool0", 20, 0 }, 1);
  g_assert_cmpuint (sluice_temperature_log_get_n_samples (log), ==, 360);
  g_assert_true (sluice_temperature_log_get_sample (log, 0, 356, &time, &actual, &target));
  g_assert_cmpint (time, >=, G_GINT64_CONSTANT (29940) * G_USEC_PER_SEC);

  /* A clock that is set back begins anew. */
  sluice_temperature_log_add (log, 0, &(SluiceTemperature) { "tool0", 20, 0 }, 1);
  g_assert_cmpuint (sluice_temperature_log_get_n_samples (log), ==, 1);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/printer-wires/octoprint", test_octoprint);
  g_test_add_func ("/printer-wires/moonraker", test_moonraker);
  g_test_add_func ("/printer-wires/prusalink", test_prusalink);
  g_test_add_func ("/printer-wires/ultimaker", test_ultimaker_group);
  g_test_add_func ("/printer-wires/garbage", test_garbage);
  g_test_add_func ("/printer-wires/pace", test_pace);
  g_test_add_func ("/printer-wires/temperatures", test_temperature_log);

  return g_test_run ();
}
